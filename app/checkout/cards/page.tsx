import { randomUUID } from 'node:crypto';
import { CreditCard } from 'lucide-react';
import { cookies } from 'next/headers';
import { publicQuery } from '@/app/_lib/query';
import { checkoutSetup } from '@/lib/checkout/checkout-setup';
import { readCustomerToken } from '@/lib/checkout/customer-token';
import { listCards } from '@/lib/checkout/list-cards';
import { CURRENCY } from '@/lib/checkout/products';
import { readSavedCard } from '@/lib/checkout/read-saved-card';
import { MissingKeys } from '../_components/missing-keys';
import { StripeFields } from '../_components/stripe-fields';
import { TestCardHint } from '../_components/test-card-hint';
import { askUnlessAway } from '../_lib/ask-unless-away';
import { customerCookie } from '../_lib/cookies';
import { readSetupRef } from '../_lib/read-return';
import { CardForm } from './card-form';
import { CardList } from './card-list';
import { CardOutcome } from './card-outcome';

export const metadata = { title: 'Saved cards', referrer: 'no-referrer' };

export default async function CardsPage({ searchParams }: PageProps<'/checkout/cards'>) {
  const setup = checkoutSetup();
  if (!setup.ready)
    return (
      <Page>
        <MissingKeys missing={setup.missing} />
      </Page>
    );
  const ref = readSetupRef(await searchParams);
  const customer = readCustomerToken((await cookies()).get(customerCookie)?.value);
  const saved = ref && (await askUnlessAway((prisma) => readSavedCard(prisma, setup.stripe, { ...ref, customer })));
  const cards = customer ? await publicQuery((prisma) => listCards(prisma, customer)) : [];
  return (
    <Page>
      {ref && <CardOutcome saved={saved} />}
      {cards.length > 0 ? (
        <CardList cards={cards} />
      ) : (
        <p className="flex items-center gap-3 rounded-lg border border-dashed border-line-strong px-4 py-6 text-muted">
          <CreditCard className="size-5 shrink-0" aria-hidden />
          No card is saved yet.
        </p>
      )}
      <section aria-labelledby="add" className="space-y-4 rounded-lg border border-line bg-raised p-5">
        <h2 id="add" className="font-semibold">
          Add a card
        </h2>
        <StripeFields publishableKey={setup.publishableKey} currency={CURRENCY} amount={null}>
          <CardForm attempt={randomUUID()} />
        </StripeFields>
        <TestCardHint publishableKey={setup.publishableKey} />
      </section>
    </Page>
  );
}

const Page = ({ children }: { children: React.ReactNode }) => (
  <div className="mx-auto max-w-lg space-y-5">
    <header>
      <h1 className="text-2xl font-semibold tracking-tight">Saved cards</h1>
      <p className="mt-1 text-muted">Kept at Stripe for your next purchase. We never see the number.</p>
    </header>
    {children}
  </div>
);
