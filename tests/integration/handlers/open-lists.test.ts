import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { payoutColumns, payoutList } from '@/lib/dashboard/payouts/list';
import { buildEvent } from '@/lib/dev/simulator/build';
import { formatMoney } from '@/lib/kit/money/format-money';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { forAccount, permutations } from '../../../harness/store-event';

const inbox = useInbox();

type Fields = Record<string, unknown>;
type Row = Record<string, unknown>;
type Model = 'customer' | 'paymentMethod' | 'payout' | 'setupIntent' | 'subscription';
type Finder = { findFirst(query: { where: Fields }): Promise<Row | null> };

/** A word that Stripe may add to any of its lists tomorrow. */
const NEW = 'added_by_stripe_later';

const rename = (details: unknown, change: Fields) => ({ [NEW]: { ...(details as Fields), ...change } });

/** Every list of Stripe's in the objects that are kept here, with a word in it that nobody knows, and what is kept of it. */
const CASES: [name: string, type: string, model: Model, change: (object: Fields) => Fields, row: Row][] = [
  [
    'a subscription’s status',
    'customer.subscription.updated',
    'subscription',
    () => ({ status: NEW }),
    { status: NEW },
  ],
  [
    'a subscription’s currency',
    'customer.subscription.updated',
    'subscription',
    () => ({ currency: 'usdc' }),
    { currency: 'usdc' },
  ],
  [
    'usage and interval of a price',
    'customer.subscription.updated',
    'subscription',
    ({ items }) => ({
      items: {
        data: (items as { data: { price: Fields }[] }).data.map((item) => ({
          ...item,
          price: { ...item.price, type: NEW, billing_scheme: NEW, recurring: { usage_type: NEW, interval: NEW } },
        })),
      },
      collection_method: NEW,
      billing_mode: { type: NEW },
    }),
    { items: [expect.objectContaining({ usage: NEW, interval: NEW })] },
  ],
  [
    'why a subscription was canceled',
    'customer.subscription.deleted',
    'subscription',
    () => ({ cancellation_details: { reason: NEW, feedback: NEW }, pause_collection: { behavior: NEW } }),
    { status: 'canceled' },
  ],
  [
    'a customer’s locale',
    'customer.updated',
    'customer',
    () => ({ preferred_locales: ['tlh-QO', 'de'], tax_exempt: NEW }),
    { locale: 'tlh-QO', locales: ['tlh-QO', 'de'] },
  ],
  [
    'the type of a payment method, which says the same as a card',
    'payment_method.attached',
    'paymentMethod',
    () => ({
      type: NEW,
      card: undefined,
      ...rename({ brand: 'ferrous', last4: '0007', exp_month: 4, exp_year: 2031 }, {}),
    }),
    { type: NEW, brand: 'ferrous', last4: '0007', expMonth: 4, expYear: 2031, status: 'attached' },
  ],
  [
    'the type of a payment method, which says nothing that is known',
    'payment_method.attached',
    'paymentMethod',
    () => ({ type: NEW, card: null, [NEW]: { handle: '@ada', last4: 7, exp_month: 'May' } }),
    { type: NEW, brand: null, last4: null, expMonth: null },
  ],
  [
    'the type of a payment method, without any details',
    'payment_method.attached',
    'paymentMethod',
    () => ({ type: NEW, card: undefined }),
    { type: NEW, brand: null },
  ],
  [
    'a card’s brand, funding and wallet',
    'payment_method.updated',
    'paymentMethod',
    () => ({
      type: 'card',
      card: { brand: NEW, funding: NEW, networks: { available: [NEW] }, wallet: { type: NEW }, last4: '4242' },
    }),
    { type: 'card', brand: NEW, last4: '4242', expMonth: null },
  ],
  [
    'a field of a card in another shape',
    'payment_method.updated',
    'paymentMethod',
    () => ({ type: 'card', card: { brand: 'visa', last4: '4242', exp_month: '08', fingerprint: {} } }),
    { brand: 'visa', last4: '4242', expMonth: null, fingerprint: null },
  ],
  ['a payout’s status', 'payout.updated', 'payout', () => ({ status: NEW }), { status: NEW }],
  [
    'a payout’s currency, type and failure',
    'payout.failed',
    'payout',
    () => ({ currency: 'USDC', type: NEW, method: NEW, source_type: NEW, failure_code: NEW }),
    { currency: 'usdc', failureCode: NEW, status: 'failed' },
  ],
  [
    'a SetupIntent’s status, usage and error',
    'setup_intent.setup_failed',
    'setupIntent',
    () => ({ status: NEW, usage: NEW, last_setup_error: { code: NEW, type: NEW, message: 'Not today' } }),
    { status: NEW, failureCode: NEW, failureMessage: 'Not today' },
  ],
];

const told = (type: string, account: string, change: (object: Fields) => Fields, seed = account): Stripe.Event => {
  const event = buildEvent(type, { seed });
  const object = event.data.object as unknown as Fields;
  const data = { ...event.data, object: { ...object, ...change(object) } };
  return forAccount([{ ...event, data } as unknown as Stripe.Event], account)[0] as Stripe.Event;
};

const outcomeOf = async ({ id }: { id: string }) => {
  const { status, lastError } = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } });
  return { status, lastError };
};

describe('a word that Stripe adds to a list', () => {
  it.each(CASES.map(([name, ...rest], index) => [name, `acct_new${index}`, ...rest] as const))(
    'fails no event and is kept as it is: %s',
    async (_, account, type, model, change, row) => {
      const event = told(type, account, change);
      await applyEvents([event]);
      expect(await outcomeOf(event)).toEqual({ status: 'processed', lastError: null });
      const finder = inbox.prisma()[model] as unknown as Finder;
      expect(await finder.findFirst({ where: { account } })).toMatchObject(row);
    },
  );

  it('is kept of a state behind the states that are known, and gives way to those that follow', async () => {
    const states = (['pending', NEW, 'paid'] as const).map((status, at) => {
      const [event] = [told('payout.updated', 'acct_x', () => ({ status }), 'payout')];
      return { ...event, id: `evt_${at}`, created: 1_795_000_000 + at } as Stripe.Event;
    });
    for (const [index, events] of permutations(states).entries()) {
      const account = `acct_states${index}`;
      await applyEvents(forAccount(events.slice(0, 2), account));
      const { status } = await inbox.prisma().payout.findFirstOrThrow({ where: { account } });
      expect(status).toBe(events.slice(0, 2).some(({ id }) => id === 'evt_2') ? 'paid' : NEW);
      await applyEvents(forAccount(events.slice(2), account));
      expect(await inbox.prisma().payout.findFirstOrThrow({ where: { account } })).toMatchObject({ status: 'paid' });
    }
  });
});

describe('a currency that nobody knows', () => {
  it.each(['usdc', 'EURC', 'dai', 'pyusd', 'x'])(
    '%s is kept of a balance and a payout, and told in its minor unit',
    async (code) => {
      const account = `acct_in${code.toLowerCase()}`;
      const funds = [
        { amount: 1_000, currency: 'usd', source_types: {} },
        { amount: 2_500, currency: code, source_types: {} },
      ];
      const events = [
        told('balance.available', account, () => ({ available: funds, pending: [] })),
        told('payout.created', account, () => ({ amount: 2_500, currency: code, status: 'pending' })),
      ];
      await applyEvents(events);
      for (const event of events) expect(await outcomeOf(event)).toEqual({ status: 'processed', lastError: null });
      const where = { where: { account }, orderBy: { available: 'asc' } } as const;
      expect(await inbox.prisma().balanceSnapshot.findMany(where)).toMatchObject([
        { currency: 'usd', available: 1_000n },
        { currency: code.toLowerCase(), available: 2_500n },
      ]);
      const [payout] = await payoutList.next(inbox.prisma(), { livemode: false, account }, null, 10);
      if (!payout) throw new Error('There is no payout');
      expect(payout).toMatchObject({ currency: code.toLowerCase(), amount: 2_500n });
      const told2500 = `2500 minor units of ${code.toUpperCase()}`;
      expect(formatMoney(payout.amount, payout.currency)).toBe(told2500);
      const cells = Object.fromEntries(payoutColumns.map(({ name, cell }) => [name, cell(payout).value]));
      expect(cells).toMatchObject({ amount: 2_500n, amount_decimal: null, currency: code.toLowerCase() });
      const summaries = await inbox.prisma().webhookEvent.findMany({ where: { account }, orderBy: { type: 'asc' } });
      expect(summaries.map(({ summary }) => summary)).toEqual([
        `Balance: 10.00 USD, ${told2500} available`,
        expect.stringContaining(`of ${told2500} created`),
      ]);
    },
  );
});
