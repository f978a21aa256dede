import type { EventContext } from '../../db/event-context';
import type { ObjectRow } from '../../db/upsert-statement';
import { type ReviewFacts, reviewSchema, reviewState } from '../../stripe/review';
import { mergeObject } from './merge-object';
import type { SettledOrder } from './settle-order';

const rowOf = (review: ReviewFacts): ObjectRow => ({
  table: 'reviews',
  state: reviewState(review),
  columns: {
    id: review.id,
    open: review.open,
    reason: review.reason,
    closed_reason: review.closed_reason,
    charge_id: review.charge,
    payment_intent_id: review.payment_intent,
    created_at: review.created,
  },
  retell: (_, object) => rowOf(reviewSchema.parse(object)),
});

/**
 * Merges a manual review into the order of the payment that is reviewed, which waits for it. Null: it names no payment.
 * Rule: https://docs.stripe.com/radar/reviews
 */
export async function applyReview(context: EventContext, review: ReviewFacts): Promise<SettledOrder | null> {
  const refs = [review.payment_intent, review.charge].filter((ref) => ref !== null);
  if (refs.length === 0) return null;
  const purchase = { refs, startedAt: review.created, payment: review.payment_intent };
  return mergeObject(context, purchase, rowOf(review));
}
