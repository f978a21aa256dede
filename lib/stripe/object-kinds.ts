/** A kind of object, by the prefix of its ids. */
export type ObjectKind = {
  /** What Stripe calls it, in words for a person. */
  name?: string;
  /** The folder of our page about one; `order`: it is shown on the page of the order that it is a part of. */
  page?: ObjectPage | 'order';
  /** The section of Stripe's dashboard that shows one. */
  section?: string;
  /** The object's type in an event, and where its API is read. */
  api?: readonly [object: string, path: string];
  /** False: the search box does not take it for an id. */
  isSearched?: false;
  /** False: an event that names one is not found by it. */
  isIndexed?: false;
};

type ObjectPage =
  | 'customers'
  | 'disputes'
  | 'events'
  | 'orders'
  | 'payment-methods'
  | 'payouts'
  | 'refunds'
  | 'subscriptions';

/**
 * Every kind of object that has ids which people meet: Stripe's (https://docs.stripe.com/api), its requests (`req`), and our orders
 * (`ord`). Whatever is known of a kind stands here; nobody keeps a second list of prefixes.
 */
const KINDS: Readonly<Record<string, ObjectKind>> = {
  cs: { name: 'Checkout Session', page: 'order', api: ['checkout.session', '/v1/checkout/sessions'] },
  pi: { name: 'PaymentIntent', page: 'order', section: 'payments', api: ['payment_intent', '/v1/payment_intents'] },
  py: { name: 'Payment', page: 'order', section: 'payments' },
  ch: { name: 'Charge', page: 'order', section: 'payments', api: ['charge', '/v1/charges'] },
  cus: { name: 'Customer', page: 'customers', section: 'customers', api: ['customer', '/v1/customers'] },
  pm: { name: 'Payment method', page: 'payment-methods', api: ['payment_method', '/v1/payment_methods'] },
  card: { name: 'Card', page: 'payment-methods' },
  src: { name: 'Source', page: 'payment-methods' },
  seti: { name: 'SetupIntent', api: ['setup_intent', '/v1/setup_intents'] },
  in: { name: 'Invoice', page: 'order', section: 'invoices', api: ['invoice', '/v1/invoices'] },
  il: { name: 'Invoice line', isIndexed: false },
  inpay: { name: 'Invoice payment', api: ['invoice_payment', '/v1/invoice_payments'] },
  sub: {
    name: 'Subscription',
    page: 'subscriptions',
    section: 'subscriptions',
    api: ['subscription', '/v1/subscriptions'],
  },
  si: { name: 'Subscription item' },
  re: { name: 'Refund', page: 'refunds', api: ['refund', '/v1/refunds'] },
  pyr: { name: 'Refund', page: 'refunds' },
  dp: { name: 'Dispute', page: 'disputes', section: 'disputes' },
  du: { name: 'Dispute', page: 'disputes', section: 'disputes', api: ['dispute', '/v1/disputes'] },
  txn: { name: 'Balance transaction' },
  po: { name: 'Payout', page: 'payouts', section: 'payouts', api: ['payout', '/v1/payouts'] },
  tr: { name: 'Transfer' },
  acct: { name: 'Account' },
  prod: { name: 'Product' },
  price: { name: 'Price' },
  plan: { name: 'Plan', isIndexed: false },
  issfr: { name: 'Early fraud warning', isIndexed: false },
  prv: { name: 'Review', api: ['review', '/v1/reviews'] },
  evt: { name: 'Event', page: 'events', section: 'events' },
  req: { isIndexed: false },
  ord: { page: 'orders', isIndexed: false },
  ba: {},
  ii: {},
  sub_sched: {},
  cn: {},
  qt: {},
  promo: {},
  coupon: { isIndexed: false },
  fee: {},
  fr: { isIndexed: false },
  topup: { isIndexed: false },
  trr: {},
  plink: {},
  mandate: {},
  tok: { isIndexed: false },
  bp: { isSearched: false },
  bpm: { isSearched: false },
  link: { isSearched: false },
  payout: { isSearched: false },
  setatt: { isSearched: false },
  tax: { isSearched: false },
};

/** Each prefix, and its kind. */
export const OBJECT_KINDS: readonly (readonly [prefix: string, ObjectKind])[] = Object.entries(KINDS);

/** The kind of object that an id names: what stands before its first underscore says it. */
export function objectKindOf(id: string): ObjectKind | undefined {
  const prefix = id.slice(0, Math.max(0, id.indexOf('_')));
  return Object.hasOwn(KINDS, prefix) ? KINDS[prefix] : undefined;
}
