import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import type { Difference } from '@/lib/ops/rebuild/compare-table';
import { rebuild } from '@/lib/ops/rebuild/rebuild';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { until, useInbox } from '../../../harness/inbox';
import { forAccount, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const firstTry = { attempt: 1, last: false, workerId: null };
const sql = async (query: string, ...values: unknown[]) => (await connections().pool.query(query, values)).rows;

/** Applies events in this order, as they may arrive in any, and does what they ask for. */
async function live(events: Stripe.Event[]) {
  await storeEvents(events);
  for (const event of events) await processEvent(inbox.prisma(), event.id, firstTry);
  const effects = await inbox.prisma().effect.findMany({ where: { kind: 'fulfil', status: 'pending' } });
  for (const { key } of effects) await runEffect(inbox.prisma(), key, firstTry);
}

async function compare() {
  const differences: Difference[] = [];
  const report = await rebuild(inbox.url(), { onDifference: (difference) => differences.push(difference) });
  return { differences, report };
}

const scratchSchemas = () => sql(`select nspname from pg_namespace where nspname like 'hookwell\\_rebuild\\_%'`);

beforeEach(async () => {
  const [tables] = await sql(
    `select string_agg('hookwell.' || quote_ident(relname), ', ') as names from pg_class
     where relkind = 'r' and relnamespace = 'hookwell'::regnamespace and relname <> '_prisma_migrations'`,
  );
  await sql(`truncate ${tables?.names}`);
  await sql('delete from hookwell_worker._private_jobs');
});

afterEach(async () => {
  expect(await scratchSchemas()).toEqual([]);
});

describe('A rebuild', () => {
  it('finds no difference in what was applied in any order, for several accounts, and with joined orders', async () => {
    const purchase = buildScenario('purchase', { seed: 'one' });
    await live(purchase.toReversed());
    await live(forAccount(buildScenario('purchase', { seed: 'one' }), 'acct_1'));
    for (const scenario of ['declined', 'refund', 'dispute', 'subscription'])
      await live(buildScenario(scenario, { seed: scenario }).toReversed());
    const session = purchase.find(({ type }) => type === 'checkout.session.completed') as Stripe.Event;
    const unlinked = forAccount([structuredClone(session)], 'acct_2')[0] as Stripe.CheckoutSessionCompletedEvent;
    unlinked.id = 'evt_unlinked';
    unlinked.created -= 10;
    unlinked.data.object.payment_intent = null;
    await live([
      ...forAccount(
        purchase.filter(({ id }) => id !== session.id),
        'acct_2',
      ),
      unlinked,
    ]);
    await live(forAccount([session], 'acct_2'));

    const { differences, report } = await compare();
    expect(differences).toEqual([]);
    expect(report).toMatchObject({
      differences: 0,
      failed: [],
      leftOut: { redacted: { events: 0, rows: 0 }, late: { events: 0, rows: 0 } },
    });
    expect(report.events).toBeGreaterThan(20);
    expect(report.compared).toMatchObject({ orders: expect.any(Number), payment_intents: expect.any(Number) });
    expect(report.compared.orders).toBeGreaterThan(4);
  });

  it('changes nothing that is live: no row, no effect, no job, no number of a sequence', async () => {
    await live(buildScenario('purchase', { seed: 'untouched' }));
    const picture = async () => [
      await sql('select * from hookwell.orders order by id'),
      await sql('select * from hookwell.payment_intents order by id'),
      await sql('select * from hookwell.effects order by key'),
      await sql('select * from hookwell.event_changes order by id'),
      await sql('select id, status, attempts, summary from hookwell.webhook_events order by id'),
      await sql('select count(*) from hookwell.event_attempts'),
      await sql('select key from hookwell_worker.jobs order by key'),
      await sql('select sequencename, last_value from pg_sequences order by sequencename'),
    ];
    const before = await picture();
    await compare();
    expect(await picture()).toEqual(before);
  });

  it('prints what differs, column by column, and rows that only one side has', async () => {
    await live(buildScenario('purchase', { seed: 'different' }));
    const [intent] = await sql(`update hookwell.payment_intents set amount = 9007199254740993 returning id, order_id`);
    const [order] = await sql(`update hookwell.orders set status = 'refunded' returning id`);
    const [charge] = await sql('delete from hookwell.charges returning id');
    await sql(`update hookwell.payment_methods set id = 'pm_unknown'`);

    const { differences } = await compare();
    expect(differences).toContainEqual({
      table: 'payment_intents',
      account: null,
      id: intent?.id,
      kind: 'different',
      columns: { amount: ['9007199254740993', expect.stringMatching(/^\d+$/)] },
    });
    expect(differences).toContainEqual(
      expect.objectContaining({ table: 'orders', id: order?.id, columns: { status: ['refunded', 'paid'] } }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({
        table: 'charges',
        id: charge?.id,
        kind: 'only_rebuilt',
        columns: expect.objectContaining({ order_id: [null, order?.id] }),
      }),
    );
    expect(differences).toContainEqual(expect.objectContaining({ id: 'pm_unknown', kind: 'only_live' }));
  });

  it('tells two live orders that are one purchase', async () => {
    await live(buildScenario('purchase', { seed: 'split' }));
    await sql(`insert into hookwell.orders (id, livemode, created_at) values ('ord_split', false, now())`);
    await sql(`update hookwell.order_refs set order_id = 'ord_split' where ref like 'cs\\_%'`);
    const { differences } = await compare();
    expect(differences).toContainEqual(
      expect.objectContaining({ table: 'orders', id: 'ord_split', kind: 'only_live' }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({
        table: 'order_refs',
        kind: 'only_live',
        id: expect.stringMatching(/^cs_.* of ord_split$/),
      }),
    );
  });

  it('leaves out what redacted events speak of, and counts it', async () => {
    const [kept, redacted] = [buildScenario('purchase', { seed: 'kept' }), buildScenario('purchase', { seed: 'gone' })];
    await live(kept);
    await live(redacted);
    await sql(
      `update hookwell.webhook_events set redacted_at = now() where id = $1`,
      redacted.find(({ type }) => type === 'payment_intent.succeeded')?.id,
    );
    const { differences, report } = await compare();
    expect(differences).toEqual([]);
    expect(report.leftOut.redacted.events).toBe(1);
    // The order, its refs, and the rows that hang on it.
    expect(report.leftOut.redacted.rows).toBeGreaterThanOrEqual(5);
    expect(report.compared.orders).toBe(1);
  });

  it('leaves out what was applied while it ran', async () => {
    await live(buildScenario('purchase', { seed: 'before' }));
    const meanwhile = buildScenario('purchase', { seed: 'meanwhile' });
    const differences: Difference[] = [];
    const report = await rebuild(inbox.url(), {
      onApplied: async (applied) => {
        if (applied === 1) await live(meanwhile);
      },
      onDifference: (difference) => differences.push(difference),
    });
    expect(differences).toEqual([]);
    expect(report.leftOut.late.events).toBeGreaterThanOrEqual(4);
    expect(report.leftOut.late.rows).toBeGreaterThanOrEqual(5);
    expect(report.compared.orders).toBe(1);
    expect((await compare()).report).toMatchObject({ differences: 0, leftOut: { late: { events: 0 } } });
  });

  it('names events that cannot be applied any more, and goes on', async () => {
    const events = buildScenario('purchase', { seed: 'broken' });
    await live(events);
    const paid = events.find(({ type }) => type === 'payment_intent.succeeded') as Stripe.Event;
    await sql(`update hookwell.event_deliveries set body = '{"data":{"object":{}}}' where event_id = $1`, paid.id);
    const { report, differences } = await compare();
    expect(report.failed).toMatchObject([
      { id: paid.id, type: paid.type, error: expect.stringContaining('data.object') },
    ]);
    expect(differences).not.toEqual([]);
  });

  it('compares a table of the shop, too, once its changes are recorded', async () => {
    await sql('create table hookwell.loyalty_points (id text primary key, points int not null)');
    await sql(
      'create trigger record_event_change after insert or update or delete on hookwell.loyalty_points for each row execute function hookwell.record_event_change()',
    );
    try {
      await sql(`insert into hookwell.loyalty_points values ('cus_1', 5)`);
      expect((await compare()).differences).toEqual([
        {
          table: 'loyalty_points',
          account: null,
          id: 'cus_1',
          kind: 'only_live',
          columns: { id: ['cus_1', null], points: ['5', null] },
        },
      ]);
    } finally {
      await sql('drop table hookwell.loyalty_points');
    }
  });

  it('names types that got a handler after their events came', async () => {
    const events = buildScenario('purchase', { seed: 'early' });
    await storeEvents(events);
    await sql(
      `update hookwell.webhook_events set status = 'ignored', processed_at = now() where type = 'payment_intent.succeeded'`,
    );
    const { report } = await compare();
    expect(report).toMatchObject({ events: 0, unapplied: [{ type: 'payment_intent.succeeded', events: 1 }] });
  });
});

describe('The scratch schema', () => {
  it('is dropped when the rebuild is stopped', async () => {
    await live(buildScenario('purchase', { seed: 'stopped' }));
    const stop = new AbortController();
    const stopped = rebuild(inbox.url(), { signal: stop.signal, onApplied: () => stop.abort() });
    await expect(stopped).rejects.toThrow('abort');
  });

  it('of a killed run is dropped by the next one, that of a running one is not', async () => {
    await sql('create schema hookwell_rebuild_000000000000');
    await sql('create schema hookwell_rebuild_111111111111');
    const running = await connections().pool.connect();
    await running.query(`select pg_advisory_lock(hashtextextended('hookwell_rebuild_111111111111', 0))`);
    await compare();
    expect(await scratchSchemas()).toEqual([{ nspname: 'hookwell_rebuild_111111111111' }]);
    running.release(true);
    // Until PostgreSQL has seen that the connection is gone.
    await until(async () => {
      await compare();
      return (await scratchSchemas()).length === 0;
    }, 'what a killed run left to be dropped');
  });
});

describe('npm run rebuild', () => {
  async function run(...args: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/rebuild.ts', ...args]);
    const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code, out, error };
  }

  it('drops what it made on Ctrl-C', async () => {
    const events = buildScenario('purchase', { seed: 'ctrl-c' });
    await live(events);
    const { ref } = await inbox.prisma().orderRef.findFirstOrThrow();
    const blocker = await connections().pool.connect();
    // The rebuild waits for the first purchase like any other transaction would.
    await blocker.query('select pg_advisory_lock(hashtextextended($1, 0))', [`ref::${ref}`]);
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/rebuild.ts']);
    const error = text(child.stderr);
    const exit = once(child, 'exit');
    await until(async () => {
      const waiting = `select from pg_stat_activity where application_name = 'hookwell-rebuild' and wait_event = 'advisory'`;
      return (await sql(waiting)).length > 0;
    }, 'the rebuild to wait');
    child.kill('SIGINT');
    blocker.release(true);
    expect([(await exit)[0], await error]).toEqual([130, expect.stringContaining('Stopped')]);
  });

  it('exits with 0 when nothing differs, with 1 and the rows when something does', async () => {
    await live(buildScenario('purchase', { seed: 'command' }));
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('no differences') });
    const [order] = await sql(`update hookwell.orders set status = 'refunded' returning id`);
    const [words, json, help] = await Promise.all([run(), run('--json'), run('--help')]);
    expect(words).toMatchObject({
      code: 1,
      out: expect.stringContaining(`orders ${order?.id}: status is refunded, rebuilt paid`),
    });
    expect(json.code).toBe(1);
    const lines = json.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ difference: { id: order?.id } }, { report: { differences: 1 } }]);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Usage: npm run rebuild') });
  });
});
