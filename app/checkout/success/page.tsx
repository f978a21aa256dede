import { drainAfterwards } from '@/app/_lib/drain-afterwards';
import { checkoutSetup } from '@/lib/checkout/checkout-setup';
import { readPurchase } from '@/lib/checkout/read-purchase';
import { MissingKeys } from '../_components/missing-keys';
import { askUnlessAway } from '../_lib/ask-unless-away';
import { readPurchaseRef } from '../_lib/read-return';
import { PaymentOutcome } from './payment-outcome';

export const metadata = { title: 'Your order', referrer: 'no-referrer' };

/** How the purchase truly stands, by our order or by Stripe; the address alone is believed nothing. */
export default async function SuccessPage({ searchParams }: PageProps<'/checkout/success'>) {
  const setup = checkoutSetup();
  const ref = readPurchaseRef(await searchParams);
  if (!setup.ready)
    return (
      <>
        <h1 className="sr-only">Your order</h1>
        <MissingKeys missing={setup.missing} />
      </>
    );
  const purchase = ref && (await askUnlessAway((prisma) => readPurchase(prisma, setup.stripe, ref)));
  drainAfterwards();
  return <PaymentOutcome purchase={purchase} />;
}
