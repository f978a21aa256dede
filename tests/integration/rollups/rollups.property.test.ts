import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastDays } from '@/lib/dashboard/overview/days';
import { eventVolume } from '@/lib/dashboard/overview/event-volume';
import { moneyByDay } from '@/lib/dashboard/overview/money-by-day';
import { bucketsOf } from '@/lib/dashboard/overview/range';
import { connections } from '@/lib/db/client';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { recount } from '@/lib/upkeep/rollups/recount';
import { rollEvents } from '@/lib/upkeep/rollups/roll-events';
import { rollMoney } from '@/lib/upkeep/rollups/roll-money';
import { processEvent } from '@/lib/worker/process-event';
import { firstTry } from '../../../harness/apply-events';
import { addMoneyDirectly, countEventsDirectly } from '../../../harness/count-directly';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const zone = 'Asia/Kathmandu';

/** Purchases of the last weeks, some of them given back or disputed, event by event. */
const events = ['refund', 'partial-refund', 'dispute', 'refund'].flatMap((story, index) =>
  buildScenario(story as 'refund', { seed: `rollups ${index}`, now: new Date(Date.now() - index * 6.3 * 86_400_000) }),
);

const which = fc.nat(events.length - 1);

/** A movement of an order that no event made: all that disputes, several payments and other versions may ever write. */
const movement = fc.record({
  ref: fc.constantFrom('one', 'two', 'three'),
  kind: fc.constantFrom('received', 'outside', 'refunded', 'withdrawn', 'reinstated'),
  amount: fc.nat(5_000),
  currency: fc.constantFrom('usd', 'USD', 'jpy'),
  livemode: fc.boolean(),
  minutesAgo: fc.nat(30 * 24 * 60),
});
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), which }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('apply' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), movement }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take back' as const), movement }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('begin' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('commit' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('roll' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recount' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('die' as const), after: fc.nat(5) }) },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

/** A door's transaction that takes long: its event is dated by its beginning, and seen at its end. */
let slow: pg.Client;
let inHand: string | null = null;
let rolled = 0;
beforeAll(async () => {
  // The first job of a task makes the queue know it, and others wait for that: it is not to be one of a transaction that lasts.
  await storeEvents([buildEvent('payout.paid')]);
  slow = new pg.Client({ connectionString: inbox.url() });
  await slow.connect();
});
afterAll(() => slow.end());

async function commit() {
  if (inHand) await slow.query('commit');
  inHand = null;
}

/** The order whose movements are written by hand. */
const BY_HAND = 'ord_by_hand';

/** Writes a movement, or writes it anew where the order has this kind with this ref. */
async function move(moved: typeof movement extends fc.Arbitrary<infer One> ? One : never): Promise<void> {
  const { pool } = connections();
  const at = new Date(Date.now() - moved.minutesAgo * 60_000);
  await pool.query(
    'insert into hookwell.orders (id, livemode, created_at, updated_at) values ($1, false, $2, now()) on conflict do nothing',
    [BY_HAND, at],
  );
  await pool.query(
    `insert into hookwell.order_movements (order_id, livemode, kind, amount, currency, moved_at, ref) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (order_id, kind, ref) do update set livemode = excluded.livemode, amount = excluded.amount,
       currency = excluded.currency, moved_at = excluded.moved_at`,
    [BY_HAND, moved.livemode, moved.kind, moved.amount, moved.currency, at, moved.ref],
  );
}

/** Rolls up in a process whose connection breaks at its nth statement. */
async function dieAfter(statements: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: inbox.url(), max: 1 });
  const ignore = () => {};
  pool.on('error', ignore);
  pool.on('connect', (client) => {
    client.on('error', ignore);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    let sent = 0;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        if (sent++ === statements) (client as unknown as { connection: pg.Connection }).connection.stream.destroy();
        return query(...args);
      },
    });
  });
  await rollEvents(pool, 0).catch(ignore);
  await rollMoney(pool).catch(ignore);
  await pool.end();
}

async function run(asked: Command): Promise<void> {
  const { pool, prisma } = connections();
  const event = 'which' in asked ? events[asked.which] : undefined;
  const id = event?.id ?? '';
  if (asked.do === 'deliver' && event && id !== inHand) await storeEvents([event]);
  if (asked.do === 'apply') await processEvent(prisma, id, firstTry);
  if (asked.do === 'fail') await pool.query(`update hookwell.webhook_events set status = 'failed' where id = $1`, [id]);
  if (asked.do === 'replay') await replayEvent(prisma, id);
  if (asked.do === 'move') await move(asked.movement);
  if (asked.do === 'take back')
    await pool.query('delete from hookwell.order_movements where kind = $1 and ref = $2', [
      asked.movement.kind,
      asked.movement.ref,
    ]);
  // As where two orders are joined: what belongs to one that goes, goes with it.
  if (asked.do === 'delete') await pool.query('delete from hookwell.orders where id = $1', [BY_HAND]);
  if (asked.do === 'begin' && event && !inHand) {
    await slow.query('begin');
    inHand = id;
    await storeEvents([event], 'webhook', slow);
  }
  if (asked.do === 'commit') await commit();
  if (asked.do === 'roll') {
    await rollEvents(pool, 0);
    await rollMoney(pool);
    rolled += (await pool.query('select from hookwell.event_rollups limit 1')).rowCount ?? 0;
  }
  if (asked.do === 'recount') await recount(pool);
  if (asked.do === 'die') await dieAfter(asked.after);
}

/** By the minute, by quarters and by hours in turn, and the money. */
async function compare(turn: number): Promise<void> {
  const { pool, prisma } = connections();
  const now = new Date();
  const charts = [bucketsOf('1h', zone, now), bucketsOf('7d', zone, now), bucketsOf('30d', 'UTC', now)];
  const { bounds } = charts[turn % charts.length] as (typeof charts)[number];
  const asked = { livemode: false, bounds };
  expect(await eventVolume(prisma, asked)).toEqual(await countEventsDirectly(pool, asked));
  const days = lastDays(zone, 30, now);
  const livemode = turn % 5 === 4;
  const money = await moneyByDay(prisma, { livemode, days });
  expect(money.currencies).toEqual(await addMoneyDirectly(pool, { livemode, days }));
}

it('charts say what a direct count says, whatever was delivered, replayed, rolled up or killed before', async () => {
  const { pool } = connections();
  await fc.assert(
    fc
      .asyncProperty(fc.array(command, { minLength: 15, maxLength: 25 }), async (commands) => {
        for (const [turn, asked] of commands.entries()) {
          await run(asked);
          await compare(turn);
        }
      })
      .beforeEach(async () => {
        await commit();
        await pool.query(
          'truncate hookwell.webhook_events, hookwell.orders, hookwell.order_refs, hookwell.effects cascade',
        );
        await pool.query(
          'truncate hookwell.rollup_states, hookwell.event_rollups, hookwell.money_rollups, hookwell.money_changes',
        );
      })
      .afterEach(commit),
    { numRuns: 5, endOnFailure: true },
  );
  expect(rolled).toBeGreaterThan(0);
});

it('counts anew when the clock was set back, instead of leaving out what comes until it has caught up', async () => {
  const { pool, prisma } = connections();
  const roll = async () => {
    while (await rollEvents(pool, 0));
  };
  await storeEvents(buildScenario('purchase', { seed: 'before' }));
  await roll();
  await pool.query(`update hookwell.rollup_states set until = now() + interval '1 hour' where name = 'events'`);
  await storeEvents(buildScenario('purchase', { seed: 'after' }));
  await roll();
  const { bounds } = bucketsOf('24h', zone, new Date());
  expect(await eventVolume(prisma, { livemode: false, bounds })).toEqual(
    await countEventsDirectly(pool, { livemode: false, bounds }),
  );
});
