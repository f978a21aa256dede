import { beforeEach, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const sql = (text: string, ...values: unknown[]) => connections().pool.query(text, values);

/** Times of day, in minutes behind the payment. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));

type Told = {
  amount?: number;
  captured?: number;
  refunded: number;
  released?: number | null;
  /** When the charge told it. */
  at: number;
};
type Refund = {
  amount: number;
  status?: string;
  made: number;
  failed?: number;
  reason?: string;
  /** Without the charge's id, as some events have it. */
  loose?: boolean;
};
type Facts = {
  charge?: Told;
  refunds?: Refund[];
  /** What the payment itself says of what was captured. */
  taken?: number;
  order?: { received: number; refunded: number };
  /** Of `received`, what is not there as a movement, and so on. */
  moved?: Partial<Record<'received' | 'outside' | 'refunded' | 'withdrawn' | 'reinstated', number>>;
  columns?: Partial<Record<'amount_outside' | 'amount_disputed', number>>;
  paid?: boolean;
  /** How many minutes ago something happened to it. */
  quiet?: number;
};

/** An order with its rows, put there by hand: its movements are what it says itself, unless `moved` says otherwise. */
async function order({ charge, refunds = [], taken, paid = true, quiet = 60, ...facts }: Facts) {
  const { received, refunded } = facts.order ?? { received: 0, refunded: 0 };
  const columns = { amount_outside: 0, amount_disputed: 0, ...facts.columns };
  await sql(
    `insert into hookwell.orders (id, livemode, status, currency, amount_received, amount_refunded, amount_outside, amount_disputed, created_at, paid_at, updated_at)
     values ('ord_1', false, $8, 'usd', $1, $2, $3, $4, $5, $6, now() - $7 * interval '1 minute')`,
    received,
    refunded,
    columns.amount_outside,
    columns.amount_disputed,
    at(0),
    paid ? at(0) : null,
    quiet,
    refunded > 0 ? (refunded < received ? 'partially_refunded' : 'refunded') : paid ? 'paid' : 'canceled',
  );
  for (const [kind, amount] of Object.entries(facts.moved ?? { received, refunded }))
    await sql(
      `insert into hookwell.order_movements (order_id, livemode, kind, amount, currency, moved_at, ref) values ('ord_1', false, $1, $2, 'usd', $3, 'x')`,
      kind,
      amount,
      at(0),
    );
  if (taken !== undefined)
    await sql(
      `insert into hookwell.payment_intents (id, livemode, order_id, status, amount, amount_received, currency, latest_charge_id, created_at, state_rank, state_order, event_id, event_created_at)
       values ('pi_1', false, 'ord_1', 'succeeded', 1000, $1, 'usd', 'ch_1', $2, 1, 0, 'evt', $2)`,
      taken,
      at(0),
    );
  if (charge)
    await sql(
      `insert into hookwell.charges (id, livemode, order_id, status, amount, amount_captured, amount_refunded, amount_released, currency, captured, disputed, payment_intent_id, created_at, state_rank, state_order, event_id, event_created_at)
       values ('ch_1', false, 'ord_1', 'succeeded', $1, $2, $3, $4, 'usd', true, false, 'pi_1', $5, 1, 0, 'evt', $6)`,
      charge.amount ?? 1000,
      charge.captured ?? charge.amount ?? 1000,
      charge.refunded,
      charge.released ?? null,
      at(0),
      at(charge.at),
    );
  for (const [index, { amount, status = 'succeeded', made, failed, reason, loose }] of refunds.entries())
    await sql(
      `insert into hookwell.refunds (id, livemode, order_id, status, amount, currency, reason, charge_id, payment_intent_id, created_at, failed_at, state_rank, state_order, event_id, event_created_at)
       values ($1, false, 'ord_1', $2, $3, 'usd', $4, $5, 'pi_1', $6, $7, 1, 0, 'evt', $6)`,
      `re_${index}`,
      status,
      amount,
      reason ?? null,
      loose ? null : 'ch_1',
      at(made),
      failed === undefined ? null : at(failed),
    );
}

/** The endpoint hears of every refund of the charge that is made. */
const hearsRefunds = async () => {
  const event = { ...buildEvent('refund.created', { seed: 'heard' }), created: at(0).getTime() / 1000 };
  await storeEvents([event]);
  // An id of Stripe's is longer than those that stand here.
  await sql(
    `insert into hookwell.event_objects (event_id, object_id) values ($1, 'ch_1') on conflict do nothing`,
    event.id,
  );
};

/** What the rules of this file find. Nobody asked for the fulfillment of an order that was put there by hand. */
const found = async () => (await checkMoney(inbox.prisma())).filter(({ rule }) => rule !== 'paid_not_fulfilled');
const rules = async () => (await found()).map(({ rule }) => rule);

beforeEach(async () => {
  await sql('truncate hookwell.orders, hookwell.effects, hookwell.findings, hookwell.webhook_events cascade');
  await hearsRefunds();
});

describe('The refunds of a charge and its own total', () => {
  it.each<[string, Facts]>([
    ['all of it is known', { charge: { refunded: 500, at: 10 }, refunds: [{ amount: 500, made: 10 }] }],
    [
      'a refund failed before the charge told its total',
      {
        charge: { refunded: 200, at: 30 },
        refunds: [
          { amount: 300, status: 'failed', made: 10, failed: 20 },
          { amount: 200, made: 25 },
        ],
      },
    ],
    [
      'a refund failed after the charge told its total',
      { charge: { refunded: 300, at: 10 }, refunds: [{ amount: 300, status: 'failed', made: 10, failed: 20 }] },
    ],
    [
      'a refund failed, and nobody knows when',
      { charge: { refunded: 300, at: 30 }, refunds: [{ amount: 300, status: 'failed', made: 10 }] },
    ],
    [
      'more was refunded after the charge told its total',
      {
        charge: { refunded: 300, at: 10 },
        refunds: [
          { amount: 300, made: 10 },
          { amount: 500, made: 20 },
        ],
      },
    ],
    [
      'the charge told its total before the first refund',
      { charge: { refunded: 0, at: 0 }, refunds: [{ amount: 500, made: 20 }] },
    ],
    [
      'the total that only the charge told is older than the first refund that is known',
      { charge: { refunded: 400, at: 10 }, refunds: [{ amount: 100, made: 20 }] },
    ],
    [
      'a refund of the same second is not in it yet',
      { charge: { refunded: 0, at: 10 }, refunds: [{ amount: 500, made: 10 }] },
    ],
    [
      'a refund waits for the customer, and may be in it or not',
      { charge: { refunded: 0, at: 30 }, refunds: [{ amount: 500, status: 'requires_action', made: 10 }] },
    ],
    [
      'a refund has a status that Stripe adds later',
      { charge: { refunded: 0, at: 30 }, refunds: [{ amount: 500, status: 'scheduled', made: 10 }] },
    ],
    [
      'a capture released a part, told as refunded and as a refund',
      {
        charge: { amount: 1000, captured: 600, refunded: 400, released: 400, at: 0 },
        refunds: [{ amount: 400, made: 0 }],
      },
    ],
    [
      'a capture released a part, in the total only',
      {
        charge: { amount: 1000, captured: 600, refunded: 500, released: 400, at: 20 },
        refunds: [{ amount: 100, made: 20 }],
      },
    ],
    [
      'a capture released a part, in a refund only',
      {
        charge: { amount: 1000, captured: 600, refunded: 100, at: 20 },
        refunds: [
          { amount: 400, made: 0 },
          { amount: 100, made: 10 },
        ],
      },
    ],
    [
      'a capture released a part, which neither says',
      { charge: { amount: 1000, captured: 600, refunded: 100, at: 20 }, refunds: [{ amount: 100, made: 10 }] },
    ],
    [
      'a capture released a part, and the charge is too old to say what was captured',
      { taken: 600, charge: { refunded: 500, at: 20 }, refunds: [{ amount: 100, made: 10 }] },
    ],
    [
      'a hold was released as a whole',
      {
        charge: { captured: 0, refunded: 1000, at: 20 },
        refunds: [{ amount: 1000, reason: 'expired_uncaptured_charge', made: 20 }],
      },
    ],
    [
      'a refund does not name its charge',
      {
        charge: { refunded: 500, at: 20 },
        refunds: [
          { amount: 300, made: 10 },
          { amount: 200, made: 12, loose: true },
        ],
      },
    ],
    ['only the charge tells it', { charge: { refunded: 500, at: 20 } }],
    [
      'something happened to it just now',
      { quiet: 1, charge: { refunded: 500, at: 20 }, refunds: [{ amount: 300, made: 10 }] },
    ],
  ])('agree where %s', async (_, facts) => {
    await order({ order: { received: 1000, refunded: 0 }, ...facts });
    expect(await rules()).toEqual([]);
  });

  it('agree where the endpoint hears of some refunds only', async () => {
    await order({
      order: { received: 1000, refunded: 500 },
      charge: { refunded: 500, at: 20 },
      refunds: [{ amount: 200, made: 10 }],
    });
    expect(await rules()).toEqual(['refunds_differ_from_charge']);
    await sql(`delete from hookwell.webhook_events where type = 'refund.created'`);
    expect(await rules()).toEqual([]);
  });

  it.each<[string, Facts, string]>([
    [
      'the charge tells of more',
      { charge: { refunded: 500, at: 20 }, refunds: [{ amount: 200, made: 10 }] },
      'Charge ch_1 says that 5.00 USD were given back, its refunds add up to 2.00 USD',
    ],
    [
      'the charge tells of less',
      { charge: { refunded: 0, at: 20 }, refunds: [{ amount: 200, made: 10 }] },
      'Charge ch_1 says that 0.00 USD were given back, its refunds add up to 2.00 USD',
    ],
    [
      'it counts one that had failed before',
      {
        charge: { refunded: 500, at: 30 },
        refunds: [
          { amount: 300, status: 'failed', made: 10, failed: 20 },
          { amount: 200, made: 25 },
        ],
      },
      'Charge ch_1 says that 5.00 USD were given back, its refunds add up to 2.00 USD',
    ],
    [
      'it lacks one that failed later',
      {
        charge: { refunded: 200, at: 30 },
        refunds: [
          { amount: 300, status: 'failed', made: 10, failed: 40 },
          { amount: 200, made: 25 },
        ],
      },
      'Charge ch_1 says that 2.00 USD were given back, its refunds add up to 5.00 USD',
    ],
    [
      'it lacks one beside what a capture released',
      {
        charge: { amount: 1000, captured: 600, refunded: 550, released: 400, at: 20 },
        refunds: [{ amount: 100, made: 10 }],
      },
      'Charge ch_1 says that 5.50 USD were given back, its refunds add up to 1.00 USD',
    ],
  ])('differ where %s', async (_, facts, message) => {
    await order({ order: { received: 1000, refunded: 0 }, ...facts });
    expect(await found()).toMatchObject([{ rule: 'refunds_differ_from_charge', objectId: 'ch_1', message }]);
  });
});

describe('What was refunded and what was paid', () => {
  it.each<[string, Facts]>([
    ['all of it went back', { order: { received: 1000, refunded: 1000 } }],
    ['a part was captured, and a part of that went back', { paid: false, order: { received: 600, refunded: 100 } }],
    ['a transfer was funded in part and went back', { paid: false, order: { received: 500, refunded: 500 } }],
    [
      'only the charge of the payment is known',
      {
        paid: false,
        order: { received: 0, refunded: 400 },
        charge: { refunded: 400, at: 20 },
        refunds: [{ amount: 400, made: 10 }],
      },
    ],
    ['the payment may still arrive', { paid: false, quiet: 1, order: { received: 0, refunded: 400 } }],
  ])('agree where %s', async (_, facts) => {
    await order(facts);
    expect(await rules()).toEqual([]);
  });

  it.each<[string, Facts]>([
    ['more went back than came in', { order: { received: 1000, refunded: 1001 } }],
    ['nothing came in', { paid: false, order: { received: 0, refunded: 400 } }],
    [
      'more went back than the only charge took',
      { paid: false, order: { received: 0, refunded: 1400 }, charge: { refunded: 1400, at: 20 } },
    ],
  ])('differ where %s', async (_, facts) => {
    await order(facts);
    expect(await rules()).toEqual(['refunded_more_than_paid']);
  });
});

describe('An order and its movements', () => {
  it('agree, also where money came from outside of Stripe and where disputes moved it', async () => {
    await order({
      order: { received: 1500, refunded: 200 },
      columns: { amount_outside: 500, amount_disputed: 300 },
      moved: { received: 1000, outside: 500, refunded: 200, withdrawn: 1000, reinstated: 700 },
    });
    expect(await rules()).toEqual([]);
  });

  it.each<[string, Facts, string]>([
    [
      'nothing moved',
      { order: { received: 1000, refunded: 0 }, moved: {} },
      'Order ord_1 says 10.00 USD received where its movements add up to 0.00 USD',
    ],
    [
      'the order says nothing of a refund',
      { order: { received: 1000, refunded: 0 }, moved: { received: 1000, refunded: 400 } },
      'Order ord_1 says 0.00 USD refunded where its movements add up to 4.00 USD',
    ],
    [
      'what was outside counts as Stripe’s, and a dispute is not counted',
      {
        order: { received: 1500, refunded: 0 },
        columns: { amount_outside: 0 },
        moved: { received: 1000, outside: 500, withdrawn: 300 },
      },
      'Order ord_1 says 0.00 USD received outside of Stripe where its movements add up to 5.00 USD, 0.00 USD withdrawn for disputes where its movements add up to 3.00 USD',
    ],
  ])('differ where %s', async (_, facts, message) => {
    await order(facts);
    expect(await found()).toMatchObject([{ rule: 'order_sums_differ', objectId: 'ord_1', orderId: 'ord_1', message }]);
  });
});
