import { applyReview } from '../payments/orders/apply-review';
import { describeReview } from '../payments/orders/describe-review';
import { reviewSchema } from '../stripe/review';
import { defineFamily } from './define-family';

export const reviews = defineFamily(
  { schema: reviewSchema, apply: applyReview, describe: describeReview },
  { 'review.opened': 'opened', 'review.closed': 'closed' },
);
