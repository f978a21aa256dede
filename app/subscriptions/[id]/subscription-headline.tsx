import { Time } from '@/app/_components/time';
import type { SubscriptionDetail } from '@/lib/dashboard/billing/get-subscription';

/** How a subscription stands and what comes next, in a line. */
export function subscriptionHeadline(row: SubscriptionDetail) {
  const { status, endedAt, cancelAt, trialEnd, currentPeriodEnd } = row;
  if (endedAt)
    return (
      <>
        Ended <Time at={endedAt} />
      </>
    );
  if (cancelAt)
    return (
      <>
        Ends <Time at={cancelAt} /> and is not renewed
      </>
    );
  if (status === 'past_due' || status === 'unpaid') return 'The last renewal was not paid';
  if (status === 'incomplete') return 'Waits for its first payment';
  if (status === 'trialing' && trialEnd)
    return (
      <>
        On trial; the first payment is due <Time at={trialEnd} />
      </>
    );
  if (status === 'active' && currentPeriodEnd)
    return (
      <>
        Renews <Time at={currentPeriodEnd} />
      </>
    );
  return null;
}
