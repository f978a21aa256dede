import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { optionalText, reference, text, timestamp } from './read-object';

/** What we need of a Review: https://docs.stripe.com/api/radar/reviews/object */
export const reviewSchema = z
  .object({
    id: text,
    open: z.boolean(),
    reason: text,
    closed_reason: optionalText,
    created: timestamp,
    charge: reference,
    payment_intent: reference,
  })
  // Until it said so in a field of its own, the reason of one that is closed was why.
  .transform((review) => ({
    ...review,
    closed_reason: review.open ? null : (review.closed_reason ?? review.reason),
  }));

export type ReviewFacts = z.output<typeof reviewSchema>;

/** One that was closed is not opened again. */
export const reviewState = ({ open }: ReviewFacts): ObjectState => ({ rank: open ? 0 : 1, order: 0 });
