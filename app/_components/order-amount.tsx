import type { RelatedOrder } from '@/lib/dashboard/orders/related-order';
import { isAmountKnown } from '@/lib/payments/orders/is-amount-known';
import { Money } from './money';

type Told = Parameters<typeof isAmountKnown>[0] & Pick<RelatedOrder, 'amount' | 'currency'>;

/** How much an order is about, or that nobody has said so yet. */
export function OrderAmount({ order }: { order: Told }) {
  if (!isAmountKnown(order)) return <span className="text-muted">Unknown amount</span>;
  return <Money amount={order.amount} currency={order.currency} />;
}
