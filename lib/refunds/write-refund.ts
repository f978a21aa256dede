import type { EventContext } from '../db/event-context';
import { type ObjectRow, type Upserted, upsertObject } from '../db/upsert-object';
import { type RefundFacts, refundState } from '../stripe/refund';

/** The row of a refund, but for its order. */
export const refundRow = (refund: RefundFacts): ObjectRow => ({
  table: 'refunds',
  state: refundState(refund),
  columns: {
    id: refund.id,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    reason: refund.reason,
    failure_reason: refund.failure_reason,
    charge_id: refund.charge,
    payment_intent_id: refund.payment_intent,
    created_at: refund.created,
  },
});

/** Keeps a refund of an order. */
export function writeRefund(context: EventContext, refund: RefundFacts, orderId: string): Promise<Upserted> {
  const row = refundRow(refund);
  return upsertObject(context, { ...row, columns: { ...row.columns, order_id: orderId } });
}
