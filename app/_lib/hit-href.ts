import type { Hit } from '@/lib/dashboard/search/hits';
import { modeOf, modeParam } from './mode';
import { customerHref, eventsOfObjectHref, objectHref } from './object-href';
import { eventsHref } from './search-params';

/** The address of what a search found. */
export function hitHref({ kind, id, livemode, account }: Hit): string {
  const mode = modeParam(modeOf(livemode));
  if (kind === 'type') return eventsHref({ type: id, mode });
  if (kind === 'account') return eventsHref({ account: id, mode });
  if (kind === 'customer') return customerHref(id, { livemode, account });
  if (kind === 'object') return eventsOfObjectHref(id, { livemode, account });
  return objectHref(id, { livemode, account });
}

/** What kind of thing a search found, for a person. */
export const hitWords: Record<Hit['kind'], string> = {
  event: 'Event',
  order: 'Order',
  customer: 'Customer',
  payment_method: 'Payment method',
  subscription: 'Subscription',
  dispute: 'Dispute',
  refund: 'Refund',
  payout: 'Payout',
  object: 'Object',
  account: 'Account',
  type: 'Type',
};
