import { applyReview } from '../payments/orders/apply-review';
import { describeReview } from '../payments/orders/describe-review';
import { readObject } from '../stripe/read-object';
import { reviewSchema } from '../stripe/review';
import { defineHandler } from './define-handler';

export const reviewClosed = defineHandler('review.closed', async (event, context) => {
  const review = readObject(reviewSchema, event);
  return describeReview(review, 'closed', await applyReview(context, review));
});
