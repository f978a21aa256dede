import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
import { currency, minorUnits, reference, text, timestamp } from './read-object';

/** What we need of a Dispute: https://docs.stripe.com/api/disputes/object */
export const disputeSchema = z.object({
  id: text,
  status: text,
  amount: minorUnits,
  currency,
  created: timestamp,
  reason: text,
  charge: reference,
  payment_intent: reference,
  evidence_details: z.object({ due_by: timestamp.nullish() }).nullish(),
});

export type DisputeFacts = z.output<typeof disputeSchema>;

/** The shop can say something to it, before `evidence_details.due_by`. */
export const needsResponse = (status: string): boolean =>
  ['needs_response', 'warning_needs_response', 'appeal_needs_response'].includes(status);

/**
 * An inquiry (`warning_…`) may become a dispute, and a dispute ends; what was lost may be appealed and won.
 * The states of one array follow each other: https://docs.stripe.com/disputes/how-disputes-work
 */
const STAGES = [
  ['warning_needs_response', 'warning_under_review', 'warning_closed'],
  ['needs_response', 'under_review'],
  ['prevented', 'charge_refunded', 'appeal_needs_response', 'appeal_under_review', 'lost', 'won'],
];

export function disputeState({ status }: DisputeFacts): ObjectState {
  const rank = STAGES.findIndex((stage) => stage.includes(status));
  // A state that Stripe adds later is most likely one of an open dispute.
  return rank < 0 ? { rank: 1, order: -1 } : { rank, order: STAGES[rank]?.indexOf(status) ?? 0 };
}
