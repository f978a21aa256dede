import type { ReviewFacts } from '../../stripe/review';
import { describeOrder } from './describe-order';
import type { SettledOrder } from './settle-order';

/** “Review prv_… opened (rule): order … paid, not fulfilled yet: in manual review”. */
export function describeReview(review: ReviewFacts, what: 'opened' | 'closed', order: SettledOrder | null): string {
  const reason = (review.closed_reason ?? review.reason).replaceAll('_', ' ');
  return `Review ${review.id} ${what} (${reason}): ${order ? describeOrder(order) : 'it names no payment'}`;
}
