import type { Upserted } from '../../db/upsert-statement';
import { LATER_KNOWN } from '../../kit/text';
import type { SubscriptionFacts } from '../../stripe/subscription';

/** “Subscription sub_… of customer cus_… updated: active until 2026-12-22”. */
export function describeSubscription(subscription: SubscriptionFacts, what: string, written: Upserted): string {
  const { id, customer, status, items, current_period_end: end } = subscription;
  const state = status.replaceAll('_', ' ');
  const until = ['active', 'trialing'].includes(status) && end ? ` until ${end.toISOString().slice(0, 10)}` : '';
  const several = items.length > 1 ? `, ${items.length} items` : '';
  const outcome = written === 'stale' ? LATER_KNOWN : `: ${state}${until}${several}`;
  return `Subscription ${id}${customer ? ` of customer ${customer}` : ''} ${what}${outcome}`;
}
