import { QuietRefresh } from '@/app/_components/live-refresh';
import { Money } from '@/app/_components/money';
import { ButtonLink } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { Facts } from '@/app/_components/ui/facts';
import type { Purchase, PurchaseState } from '@/lib/checkout/purchase';
import { EmptyCart } from './empty-cart';
import { WORDS } from './words';

const tones = {
  ok: 'bg-ok-soft text-ok',
  wait: 'bg-wait-soft text-wait',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  idle: 'bg-idle-soft text-idle',
};

/** Bought, or about to be: this cart must not be paid again. */
const BOUGHT = new Set<PurchaseState>(['fulfilled', 'preparing', 'processing', 'authorized']);

/** A purchase's state in words; `away` while Stripe gives no answer, null where there is no such purchase. */
export function PaymentOutcome({ purchase }: { purchase: Purchase | 'away' | null }) {
  const known = purchase === 'away' ? null : purchase;
  const state = purchase === 'away' ? 'away' : (purchase?.state ?? 'unknown');
  const { icon: Icon, tone, title, text, again, retry } = WORDS[state];
  return (
    <section className="mx-auto max-w-lg rounded-xl border border-line bg-raised p-6 sm:p-8">
      {again && <QuietRefresh every={again * 1_000} />}
      {known && BOUGHT.has(known.state) && <EmptyCart />}
      <span className={cn('grid size-12 place-items-center rounded-full', tones[tone])}>
        <Icon className="size-6" aria-hidden />
      </span>
      <div aria-live="polite">
        <h1 className="mt-4 text-xl font-semibold tracking-tight text-balance">{title}</h1>
        {known?.problem && retry && <p className="mt-2 font-medium text-bad">{known.problem}</p>}
        <p className="mt-2 text-pretty text-muted">{text}</p>
      </div>
      {known && (
        <Facts
          rows
          className="mt-5 border-t border-line pt-4"
          facts={[
            { term: 'Amount', value: <Money amount={known.amount} currency={known.currency} /> },
            known.orderId !== null && {
              term: 'Order',
              value: <span className="font-mono text-[13px] break-all">{known.orderId}</span>,
            },
          ]}
        />
      )}
      <ButtonLink href="/checkout" variant={retry ? 'primary' : 'outline'} className="mt-6">
        {retry ? 'Back to the cart' : 'Back to the shop'}
      </ButtonLink>
    </section>
  );
}
