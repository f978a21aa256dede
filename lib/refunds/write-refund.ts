import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { type RefundFacts, refundState } from '../stripe/refund';

/** Keeps a refund of an order. */
export function writeRefund(context: EventContext, refund: RefundFacts, orderId: string): Promise<Upserted> {
  return upsertObject(context, 'refunds', refundState(refund), {
    id: refund.id,
    order_id: orderId,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    reason: refund.reason,
    failure_reason: refund.failure_reason,
    charge_id: refund.charge,
    payment_intent_id: refund.payment_intent,
    created_at: refund.created,
  });
}
