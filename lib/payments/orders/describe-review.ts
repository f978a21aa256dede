import type { Done } from '../../db/tell-written';
import type { ReviewFacts } from '../../stripe/review';
import { describeOrder } from './describe-order';
import type { SettledOrder } from './settle-order';

/** “Review prv_… opened (rule): order … paid, not fulfilled yet: in manual review”. */
export function describeReview(review: ReviewFacts, what: 'opened' | 'closed', order: SettledOrder | null): Done {
  const reason = (review.closed_reason ?? review.reason).replaceAll('_', ' ');
  const named = `Review ${review.id} ${what} (${reason})`;
  return order ? describeOrder(named, order) : { outcome: 'applied', summary: `${named}: it names no payment` };
}
