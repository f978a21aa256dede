import type { Order } from '../../db/generated/client';

type Told = Pick<Order, 'amount' | 'currency' | 'paidAt' | 'amountRefunded' | 'disputeStatus'> &
  Pick<Order, 'invoiceId' | 'checkoutSessionId'>;

/**
 * Whether anything has said how much an order is about. A dispute or a refund may be all that is known of it, or a link
 * between two objects whose own events have not arrived: its amount is 0 then, and means nothing.
 */
export function isAmountKnown(order: Told): boolean {
  if (order.amount !== 0n || order.paidAt !== null) return true;
  const isFree = order.currency !== null && (order.invoiceId !== null || order.checkoutSessionId !== null);
  return isFree && order.disputeStatus === null && order.amountRefunded === 0n;
}
