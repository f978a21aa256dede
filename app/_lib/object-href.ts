import { objectKindOf } from '@/lib/stripe/object-kinds';
import { modeOf, modeParam, recordHref } from './mode';
import { eventsHref } from './search-params';

/** Whose object it is, and of which mode: an id alone does not tell. */
export type Owner = { livemode: boolean; account: string | null };

/**
 * The address of the page about an object, by its id: a page of its own, the order that it is a part of, or else the
 * events that speak of it.
 */
export function objectHref(id: string, { livemode, account }: Owner): string {
  const name = encodeURIComponent(id);
  const page = objectKindOf(id)?.page;
  // Hookwell's orders and Stripe's events are unique whatever the account.
  if (page === 'orders' || page === 'events') return recordHref(`/${page}/${name}`, livemode);
  if (page === 'order') return recordHref(`/orders/of/${name}`, livemode, account);
  if (page) return recordHref(`/${page}/${name}`, livemode, account);
  return eventsOfObjectHref(id, { livemode, account });
}

/** The page of a customer, who may be an Account (`acct_…`) as well as a Customer. */
export const customerHref = (id: string, { livemode, account }: Owner): string =>
  recordHref(`/customers/${encodeURIComponent(id)}`, livemode, account);

/** The list of the events that speak of an object. */
export const eventsOfObjectHref = (id: string, { livemode, account }: Owner): string =>
  eventsHref({ object: id, account, mode: modeParam(modeOf(livemode)) });
