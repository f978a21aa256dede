import { describe, expect, it } from 'vitest';
import { subscriptionList } from '@/lib/dashboard/billing/list-subscriptions';
import { customerList } from '@/lib/dashboard/customers/list';
import { disputeList, dueDisputeList } from '@/lib/dashboard/disputes/list';
import { effectList, failedOf, mailKinds } from '@/lib/dashboard/effects/list';
import { estimateEvents } from '@/lib/dashboard/events/queries';
import type { List, ListFilter } from '@/lib/dashboard/lists/define-list';
import { mailList } from '@/lib/dashboard/mail/list';
import { HELD, orderList, UNDECIDED } from '@/lib/dashboard/orders/list';
import { paymentMethodList } from '@/lib/dashboard/payment-methods/list';
import { payoutList } from '@/lib/dashboard/payouts/list';
import { refundList } from '@/lib/dashboard/refunds/list';
import type { Cursor } from '@/lib/db/paging/keyset';
import { previewFailed } from '@/lib/effects/retry-failed';
import { useManyEvents } from '../../../harness/many-events';

const many = useManyEvents();

type AnyList = List<{ cursor: Cursor }>;
type Filters = Record<string, Partial<ListFilter> | (() => Promise<Partial<ListFilter>>)>;

const days = (count: number) => new Date(Date.now() - count * 86_400_000);

/** Ids of one purchase in the middle of the data, by which to search. */
async function anOrder() {
  return many.prisma().order.findFirstOrThrow({
    where: { livemode: false, account: null, status: 'partially_refunded', createdAt: { lt: days(40) } },
  });
}

const common: Filters = {
  nothing: {},
  'live mode': { livemode: true },
  'an account': { account: 'acct_many1' },
  'an account that is not there': { account: 'acct_none' },
  'some days': { from: days(60), to: days(50) },
  'days before all': { to: days(400) },
};

const currencies: Filters = { 'a currency': { currency: 'kwd' }, 'a currency that is not there': { currency: 'sek' } };
const ofStatuses = (...statuses: string[]): Filters =>
  Object.fromEntries(statuses.map((status) => [`status ${status}`, { status }]));

const byPurchase: Filters = {
  'an e-mail address': async () => ({ q: ((await anOrder()).customerEmail ?? '').toUpperCase() }),
  'a customer': async () => ({ q: (await anOrder()).customerId }),
  'a PaymentIntent': async () => ({ q: (await anOrder()).paymentIntentId }),
  'an order': async () => ({ q: (await anOrder()).id }),
  'an id that is not there': { q: 'pi_doesnotexist' },
  words: { q: 'what is this' },
};

const oneOf = (table: 'customer' | 'paymentMethod' | 'refund' | 'dispute' | 'subscription' | 'payout') => async () => {
  const model = many.prisma()[table] as unknown as { findFirstOrThrow(query: object): Promise<{ id: string }> };
  return { q: (await model.findFirstOrThrow({ where: { livemode: false, account: null } })).id };
};

const lists: Record<string, [AnyList, Filters]> = {
  orders: [
    orderList as AnyList,
    {
      ...common,
      ...currencies,
      ...byPurchase,
      ...ofStatuses('paid', 'failed', 'disputed', 'canceled'),
      'a refund': oneOf('refund'),
      'a dispute': oneOf('dispute'),
      'a status and days': { status: 'paid', from: days(60), to: days(50) },
      'a status and an account': { status: 'paid', account: 'acct_many1' },
      'being held': { kind: HELD },
      'waiting for a decision': { kind: UNDECIDED },
      'a reason to be held': { kind: 'in_review' },
    },
  ],
  customers: [
    customerList as AnyList,
    {
      ...common,
      ...ofStatuses('deleted'),
      'its id': oneOf('customer'),
      'an e-mail address': async () => ({ q: (await anOrder()).customerEmail }),
      'a name': { q: 'Buyer 123' },
      'a name that many have': { q: 'buyer' },
      'a name with signs of a pattern': { q: '%_\\' },
    },
  ],
  'payment methods': [
    paymentMethodList as AnyList,
    {
      ...common,
      ...ofStatuses('attached', 'detached'),
      'its id': oneOf('paymentMethod'),
      'four digits': { q: '0042' },
      'an e-mail address': byPurchase['an e-mail address'] as Filters[string],
      'a customer': byPurchase['a customer'] as Filters[string],
    },
  ],
  refunds: [
    refundList as AnyList,
    {
      ...common,
      ...currencies,
      ...byPurchase,
      ...ofStatuses('failed', 'pending', 'canceled'),
      'its id': oneOf('refund'),
    },
  ],
  disputes: [
    disputeList as AnyList,
    {
      ...common,
      ...currencies,
      ...byPurchase,
      ...ofStatuses('needs_response', 'won', 'prevented'),
      'its id': oneOf('dispute'),
    },
  ],
  'disputes by deadline': [dueDisputeList as AnyList, common],
  subscriptions: [
    subscriptionList as AnyList,
    {
      ...common,
      ...currencies,
      ...ofStatuses('active', 'past_due', 'unpaid'),
      'its id': oneOf('subscription'),
      'an e-mail address': byPurchase['an e-mail address'] as Filters[string],
      'a customer': byPurchase['a customer'] as Filters[string],
    },
  ],
  payouts: [
    payoutList as AnyList,
    { ...common, ...currencies, ...ofStatuses('paid', 'failed', 'canceled'), 'its id': oneOf('payout') },
  ],
  effects: [
    effectList as AnyList,
    {
      nothing: {},
      'live mode': { livemode: true },
      'some days': { from: days(60), to: days(50) },
      ...byPurchase,
      ...ofStatuses('done', 'failed', 'retrying', 'pending', 'skipped'),
      'a kind': { kind: 'receipt' },
      'a kind that is not there': { kind: 'dispute_mail' },
      'failed mails': { kind: mailKinds, status: 'failed' },
      'a key': async () => ({ q: `receipt:${(await anOrder()).id}` }),
      'an event': async () => ({ q: (await many.prisma().effect.findFirstOrThrow()).eventId }),
    },
  ],
  mails: [mailList as AnyList, { ...common, ...byPurchase, ...ofStatuses('sent', 'kept') }],
};

describe.each(Object.entries(lists))('%s', (name, [list, filters]) => {
  it.each(Object.entries(filters))(
    'by %s: the first page, a deep one, the way back and a part of an export',
    async (by, given) => {
      const filter = { livemode: false, ...(typeof given === 'function' ? await given() : given) };
      const read = (what: string, request: object) =>
        many.expectIndexed(`${name} by ${by}, ${what}`, (prisma) =>
          list.page(prisma, { ...filter, limit: 50, ...request }),
        );
      const first = await read('first page', {});
      if (!first.older) return;
      const deep = await deepCursor(list, filter);
      const page = await read('deep page', { before: deep });
      if (page.newer) await read('back from a deep page', { after: page.newer });
      await many.expectIndexed(`${name} by ${by}, export`, (prisma) => list.next(prisma, filter, deep, 1_000), {
        maxRows: 5_000,
      });
    },
  );
});

/** Where the list stands after some thousand rows. */
async function deepCursor(list: AnyList, filter: ListFilter): Promise<Cursor> {
  const rows = await list.next(many.prisma(), filter, null, 4_000);
  const last = rows.at(-1);
  if (!last) throw new Error('The list is empty');
  return last.cursor;
}

it('the preview of what would be retried reads only what failed', async () => {
  const preview = await many.expectIndexed('preview', (prisma) => previewFailed(prisma, failedOf({ livemode: false })));
  expect(preview.count).toBeGreaterThan(100);
});

it('finds what it searches for, whatever stands around it', async () => {
  const order = await anOrder();
  for (const q of [order.id, `https://dashboard.stripe.com/test/payments/${order.paymentIntentId}`]) {
    const { rows } = await orderList.page(many.prisma(), { livemode: false, q, limit: 50 });
    expect(rows.map(({ id }) => id)).toEqual([order.id]);
  }
});

const week = { from: new Date(Date.now() - 20 * 86_400_000), to: new Date(Date.now() - 13 * 86_400_000) };

const near = (estimate: number | null | undefined, count: number) => {
  expect(estimate ?? 0).toBeGreaterThan(count * 0.8);
  expect(estimate ?? 0).toBeLessThan(count * 1.25);
};

it.each([
  ['all of them', {}, {}],
  ['one type', { types: ['payment_intent.created'] }, { type: 'payment_intent.created' }],
  [
    'a family',
    { types: ['customer.created', 'customer.updated'] },
    { type: { in: ['customer.created', 'customer.updated'] } },
  ],
  ['some days', week, { receivedAt: { gte: week.from, lt: week.to } }],
])('says about how many events there are: %s', async (_, filter, where) => {
  const prisma = many.prisma();
  near(
    await estimateEvents(prisma, { livemode: false, ...filter }),
    await prisma.webhookEvent.count({ where: { livemode: false, ...where } }),
  );
});

it('says nothing where statistics would be wrong, or know too little', async () => {
  const prisma = many.prisma();
  const estimate = (filter: object) => estimateEvents(prisma, { livemode: false, ...filter });
  expect(await estimate({ status: 'processed' })).toBeNull();
  expect(await estimate({ types: ['payment_intent.created'], from: week.from })).toBeNull();
  expect(await estimate({ objectIds: ['cus_1'] })).toBeNull();
  expect(await estimate({ requestId: 'req_1' })).toBeNull();
  expect(await estimate({ types: ['nobody.sends.this'] })).toBeNull();
});

it('says about how long a list is, without a look at its rows', async () => {
  const page = (request: object) =>
    many.expectIndexed('orders', (prisma) => orderList.page(prisma, { livemode: false, limit: 50, ...request }));
  const count = await many.prisma().order.count({ where: { livemode: false } });
  const first = await page({});
  near(first.about, count);
  near((await page({ before: first.older })).about, count);
  near(
    (await page({ currency: 'eur' })).about,
    await many.prisma().order.count({ where: { livemode: false, currency: 'eur' } }),
  );
  expect((await page({ status: 'paid' })).about).toBeNull();
  expect((await page({ currency: 'eur', from: week.from })).about).toBeNull();
  expect((await page({ q: 'nobody@example.com' })).about).toBeNull();
  const effects = await effectList.page(many.prisma(), { livemode: true, kind: 'nothing', limit: 50 });
  expect(effects).toMatchObject({ rows: [], about: null });
});
