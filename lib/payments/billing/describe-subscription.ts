import { type Done, tellWritten } from '../../db/tell-written';
import type { Upserted } from '../../db/upsert-statement';
import type { SubscriptionFacts } from '../../stripe/subscription';

/** “Subscription sub_… of customer cus_… updated: active until 2026-12-22”. */
export function describeSubscription(subscription: SubscriptionFacts, what: string, written: Upserted): Done {
  const { id, customer, status, items, current_period_end: end } = subscription;
  const state = status.replaceAll('_', ' ');
  const until = ['active', 'trialing'].includes(status) && end ? ` until ${end.toISOString().slice(0, 10)}` : '';
  const several = items.length > 1 ? `, ${items.length} items` : '';
  const whose = customer ? ` of customer ${customer}` : '';
  return tellWritten(written, `Subscription ${id}${whose} ${what}`, `: ${state}${until}${several}`);
}
