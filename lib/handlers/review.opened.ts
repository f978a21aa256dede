import { applyReview } from '../payments/orders/apply-review';
import { describeReview } from '../payments/orders/describe-review';
import { readObject } from '../stripe/read-object';
import { reviewSchema } from '../stripe/review';
import { defineHandler } from './define-handler';

export const reviewOpened = defineHandler('review.opened', async (event, context) => {
  const review = readObject(reviewSchema, event);
  return describeReview(review, 'opened', await applyReview(context, review));
});
