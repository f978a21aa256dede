import type { EventContext } from '../../db/event-context';
import type { ObjectRow } from '../../db/upsert-statement';
import { requestDisputeMail } from '../../effects/request-dispute-mail';
import type { EffectRequest } from '../../effects/request-effect';
import { type DisputeFacts, disputeSchema, disputeState, needsResponse } from '../../stripe/dispute';
import { UnprocessableEvent } from '../../stripe/unprocessable-event';
import { mergeObject } from '../orders/merge-object';
import type { SettledOrder } from '../orders/settle-order';
import { writeMovements } from './write-movements';

/** The order that is disputed, and whether the operators hear of it: null where nobody has to answer, or would read it. */
export type SettledDispute = SettledOrder & { mail: EffectRequest | null };

/** Which way the disputed money went with this event, where it is what the event tells. */
const movedBy = ({ event }: Pick<EventContext, 'event'>, type: string): Date | null =>
  event.type === `charge.dispute.${type}` ? event.createdAt : null;

const rowOf = (context: Pick<EventContext, 'event'>, dispute: DisputeFacts): ObjectRow => ({
  table: 'disputes',
  state: disputeState(dispute),
  columns: {
    id: dispute.id,
    status: dispute.status,
    amount: dispute.amount,
    currency: dispute.currency,
    reason: dispute.reason,
    charge_id: dispute.charge,
    payment_intent_id: dispute.payment_intent,
    evidence_due_by: dispute.evidence_details?.due_by ?? null,
    funds_withdrawn_at: movedBy(context, 'funds_withdrawn'),
    funds_reinstated_at: movedBy(context, 'funds_reinstated'),
    created_at: dispute.created,
  },
  merged: { earliest: ['funds_withdrawn_at', 'funds_reinstated_at'] },
  retell: (told, object) => rowOf({ event: told }, disputeSchema.parse(object)),
});

/**
 * Merges a dispute, with what it moved, into the order of the charge that it is about, and asks for a mail to the operators
 * while it waits for their answer. Rule: https://docs.stripe.com/disputes/responding
 */
export async function applyDispute(context: EventContext, dispute: DisputeFacts): Promise<SettledDispute> {
  const refs = [dispute.charge, dispute.payment_intent].filter((ref) => ref !== null);
  if (refs.length === 0)
    throw new UnprocessableEvent(
      `Dispute ${dispute.id} names neither a charge nor a PaymentIntent (data.object.charge, data.object.payment_intent)`,
    );
  const purchase = { refs, startedAt: dispute.created };
  const hasMoved = dispute.balance_transactions.length > 0;
  const settled = await mergeObject(
    context,
    purchase,
    rowOf(context, dispute),
    hasMoved ? () => writeMovements(context, dispute) : undefined,
  );
  // A late event asks too: whatever the order of arrival, one mail, and it says how the dispute stands by then.
  const mail = needsResponse(dispute.status) ? await requestDisputeMail(context, settled.order, dispute.id) : null;
  return { ...settled, mail };
}
