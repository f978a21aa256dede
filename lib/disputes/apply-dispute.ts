import type { EventContext } from '../db/event-context';
import { requestDisputeMail } from '../effects/request-dispute-mail';
import type { EffectRequest } from '../effects/request-effect';
import { mergeObject } from '../orders/merge-object';
import type { SettledOrder } from '../orders/settle-order';
import { type DisputeFacts, disputeState, needsResponse } from '../stripe/dispute';
import { UnprocessableEvent } from '../stripe/unprocessable-event';

/** Which way the disputed money went with this event, where it is what the event tells. */
export type DisputedFunds = 'withdrawn' | 'reinstated' | null;

/** The order that is disputed, and whether the operators hear of it: null where nobody has to answer, or would read it. */
export type SettledDispute = SettledOrder & { mail: EffectRequest | null };

/**
 * Merges a dispute into the order of the charge that it is about, and asks for a mail to the operators while it waits
 * for their answer. Rule: https://docs.stripe.com/disputes/responding
 */
export async function applyDispute(
  context: EventContext,
  dispute: DisputeFacts,
  funds: DisputedFunds = null,
): Promise<SettledDispute> {
  const refs = [dispute.charge, dispute.payment_intent].filter((ref) => ref !== null);
  if (refs.length === 0)
    throw new UnprocessableEvent(
      `Dispute ${dispute.id} names neither a charge nor a PaymentIntent (data.object.charge, data.object.payment_intent)`,
    );
  const { event } = context;
  const settled = await mergeObject(
    context,
    { refs, startedAt: dispute.created },
    {
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
        funds_withdrawn_at: funds === 'withdrawn' ? event.createdAt : null,
        funds_reinstated_at: funds === 'reinstated' ? event.createdAt : null,
        created_at: dispute.created,
      },
      merged: { earliest: ['funds_withdrawn_at', 'funds_reinstated_at'] },
    },
  );
  // A late event asks too: whatever the order of arrival, one mail, and it says how the dispute stands by then.
  const mail = needsResponse(dispute.status) ? await requestDisputeMail(context, settled.order, dispute.id) : null;
  return { ...settled, mail };
}
