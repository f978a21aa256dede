import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { currency, minorUnits, optionalText, reference, text, timestamp } from './read-object';

/** Money that a dispute moved, in the currency of the shop's balance: https://docs.stripe.com/api/balance_transactions/object */
const movement = z.object({
  id: text,
  amount: minorUnits,
  fee: minorUnits.nullish().transform((fee) => fee ?? 0n),
  currency,
  created: timestamp.nullish(),
  reporting_category: optionalText,
});

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
  balance_transactions: z
    .array(movement)
    .nullish()
    .catch(null)
    .transform((movements) => movements ?? []),
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

export function disputeState({ status, balance_transactions: moved }: DisputeFacts): ObjectState {
  const found = STAGES.findIndex((stage) => stage.includes(status));
  // A state that Stripe adds later is most likely one of an open dispute.
  const rank = found < 0 ? 1 : found;
  const at = STAGES[rank]?.indexOf(status) ?? 0;
  // Within one state money moves: what lists more of it is later.
  return { rank, order: at * 1_000 + Math.min(moved.length, 999) };
}

/**
 * Open or lost. An inquiry (`warning_…`) moves no money, a dispute that was won gave it back, and one that was prevented
 * is a refund: those don't mark an order. https://docs.stripe.com/api/disputes/object#dispute_object-status
 */
export const DISPUTE_MARKS = ['lost', 'needs_response', 'appeal_needs_response', 'under_review', 'appeal_under_review'];

/** Whether a dispute marks its order. */
export const marksOrder = (status: string): boolean => DISPUTE_MARKS.includes(status);

/** Of an order's disputes the worst that is open or lost, else the newest. They stand from first to last. */
export function worstDispute<T extends { status: string }>(disputes: T[]): T | null {
  const marked = DISPUTE_MARKS.map((status) => disputes.findLast((dispute) => dispute.status === status));
  return marked.find((dispute) => dispute !== undefined) ?? disputes.at(-1) ?? null;
}
