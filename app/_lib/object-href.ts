import { modeOf, modeParam, recordHref } from './mode';
import { eventsHref } from './search-params';

/** The folder of each page that shows one object, by the prefixes of its ids. */
const pages = {
  orders: ['ord'],
  customers: ['cus'],
  'payment-methods': ['pm', 'card', 'src'],
  subscriptions: ['sub'],
  disputes: ['dp', 'du'],
  refunds: ['re', 'pyr'],
  payouts: ['po'],
  events: ['evt'],
} as const;

const pageOf = new Map(
  Object.entries(pages).flatMap(([page, prefixes]) =>
    prefixes.map((prefix): [string, keyof typeof pages] => [prefix, page as keyof typeof pages]),
  ),
);

/** The parts of one purchase: their page is the order that holds them. */
const partsOfOrder = new Set(['pi', 'cs', 'in', 'ch', 'py']);

/** Whose object it is, and of which mode: an id alone does not tell. */
export type Owner = { livemode: boolean; account: string | null };

/**
 * The address of the page about an object, by its id: a page of its own, the order that it is a part of, or else the
 * events that speak of it.
 */
export function objectHref(id: string, { livemode, account }: Owner): string {
  const prefix = id.slice(0, Math.max(0, id.indexOf('_')));
  const name = encodeURIComponent(id);
  const page = pageOf.get(prefix);
  // Hookwell's orders and Stripe's events are unique whatever the account.
  if (page === 'orders' || page === 'events') return recordHref(`/${page}/${name}`, livemode);
  if (page) return recordHref(`/${page}/${name}`, livemode, account);
  if (partsOfOrder.has(prefix)) return recordHref(`/orders/of/${name}`, livemode, account);
  return eventsOfObjectHref(id, { livemode, account });
}

/** The page of a customer, who may be an Account (`acct_…`) as well as a Customer. */
export const customerHref = (id: string, { livemode, account }: Owner): string =>
  recordHref(`/customers/${encodeURIComponent(id)}`, livemode, account);

/** The list of the events that speak of an object. */
export const eventsOfObjectHref = (id: string, { livemode, account }: Owner): string =>
  eventsHref({ object: id, account, mode: modeParam(modeOf(livemode)) });
