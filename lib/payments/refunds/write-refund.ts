import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow, Upserted } from '../../db/upsert-statement';
import { gaveBack, type RefundFacts, refundSchema, refundState } from '../../stripe/refund';

/** The row of a refund, but for its order. */
export const refundRow = ({ event }: Pick<EventContext, 'event'>, refund: RefundFacts): ObjectRow => ({
  table: 'refunds',
  state: refundState(refund),
  columns: {
    id: refund.id,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    reason: refund.reason,
    failure_reason: refund.failure_reason,
    failed_at: gaveBack(refund) ? null : event.createdAt,
    charge_id: refund.charge,
    payment_intent_id: refund.payment_intent,
    created_at: refund.created,
  },
  merged: { earliest: ['failed_at'] },
  retell: (told, object) => refundRow({ event: told }, refundSchema.parse(object)),
});

/** Keeps a refund of an order, which came with another object. */
export function writeRefund(context: EventContext, refund: RefundFacts, orderId: string): Promise<Upserted> {
  // Other events of the same second are about the object that it came with: they do not tell this one's states.
  const { retell: _, ...row } = refundRow(context, refund);
  return upsertObject(context, { ...row, columns: { ...row.columns, order_id: orderId } });
}
