import type Stripe from 'stripe';
import { describe, expect, it, vi } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { fulfilOrder } from '@/lib/effects/fulfilment/fulfil-order';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { EFFECT_FLAG } from '@/lib/kit/jobs/jobs';
import { processEvent } from '@/lib/worker/process-event';
import { rescueStranded } from '@/lib/worker/rescue-stranded';
import { holdTable } from '../../../harness/hold-table';
import { settled, until, useInbox, useWorker } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

// The shop's own code is the one thing here that a test has to make fail.
vi.mock('@/lib/effects/fulfilment/fulfil-order', () => ({ fulfilOrder: vi.fn(async () => ({ by: 'test' })) }));

const inbox = useInbox();
const attempt = (number: number, last = false) => ({ attempt: number, last, workerId: 'test' });
const find = (id: string) =>
  inbox
    .prisma()
    .webhookEvent.findUniqueOrThrow({ where: { id }, include: { attemptRecords: { orderBy: { id: 'asc' } } } });

/** An event that fails for as long as the table it needs is away. */
async function withoutTable<T>(run: () => Promise<T>): Promise<T> {
  await connections().pool.query('alter table hookwell.payment_methods rename to payment_methods_away');
  try {
    return await run();
  } finally {
    await connections().pool.query('alter table hookwell.payment_methods_away rename to payment_methods');
  }
}

describe('an event that fails', () => {
  it('leaves nothing half done, is kept with error and stack, and says when it is tried again', async () => {
    const event = buildEvent('payment_method.attached');
    await storeEvents([event]);
    const before = Date.now();
    await withoutTable(() =>
      expect(processEvent(inbox.prisma(), event.id, attempt(2))).rejects.toThrow('payment_methods'),
    );

    const row = await find(event.id);
    expect(row).toMatchObject({ status: 'retrying', attempts: 1, processedAt: null });
    expect(row.lastError).toContain('payment_methods');
    const wait = (row.nextAttemptAt?.getTime() ?? 0) - before;
    expect(wait).toBeGreaterThanOrEqual(Math.exp(2) * 1000);
    expect(row.attemptRecords).toMatchObject([{ number: 1, outcome: 'failed', workerId: 'test' }]);
    expect(row.attemptRecords[0]?.stack).toContain('apply-payment-method');

    await processEvent(inbox.prisma(), event.id, attempt(3));
    const healed = await find(event.id);
    expect(healed).toMatchObject({ status: 'processed', attempts: 2, lastError: null, nextAttemptAt: null });
    expect(healed.attemptRecords.map(({ outcome }) => outcome)).toEqual(['failed', 'processed']);
  });

  it('is failed after its last try, and replayed by a person', async () => {
    const event = buildEvent('payment_method.attached');
    await storeEvents([event]);
    await withoutTable(() => processEvent(inbox.prisma(), event.id, attempt(10, true)));
    expect(await find(event.id)).toMatchObject({ status: 'failed', nextAttemptAt: null });

    expect(await replayEvent(inbox.prisma(), event.id)).toBe('queued');
    expect(await find(event.id)).toMatchObject({ status: 'pending' });
    await processEvent(inbox.prisma(), event.id, attempt(1));
    expect(await find(event.id)).toMatchObject({ status: 'processed' });
  });

  it.each([
    ['a missing field', { amount: undefined }, 'data.object.amount'],
    ['a null field', { currency: null }, 'data.object.currency'],
    ['a field of another kind', { amount_received: '2000' }, 'data.object.amount_received'],
  ])('is failed at once over %s, and names it', async (_, change, path) => {
    const event = buildEvent('payment_intent.succeeded');
    Object.assign(event.data.object, change);
    await storeEvents([event]);
    await processEvent(inbox.prisma(), event.id, attempt(1));
    const row = await find(event.id);
    expect(row.status).toBe('failed');
    expect(row.lastError).toContain(path);
    expect(await inbox.prisma().paymentIntent.count({ where: { id: event.data.object.id } })).toBe(0);
  });

  it('can hold U+0000 and lone surrogates in what is extracted', async () => {
    const event = buildEvent('payment_intent.succeeded', {
      set: { 'data.object.receipt_email': 'a\u0000b\ud800@example.com' },
    });
    event.data.object.metadata = { note: '\u0000\udfff' };
    await storeEvents([event]);
    await processEvent(inbox.prisma(), event.id, attempt(1));
    expect(await find(event.id)).toMatchObject({ status: 'processed' });
  });

  it('of a type without a handler is kept as ignored', async () => {
    const event = buildEvent('charge.succeeded');
    Object.assign(event, { type: 'weather.changed' });
    await storeEvents([event]);
    await processEvent(inbox.prisma(), event.id, attempt(1));
    expect(await find(event.id)).toMatchObject({ status: 'ignored', attempts: 1 });
  });
});

describe('while an event is being applied', () => {
  /** Starts applying an event whose handler stands still until it is let go. */
  async function standStill() {
    const event = buildEvent('payment_method.attached');
    await storeEvents([event]);
    // Locked, as a worker that fetched it leaves it.
    const { rows } = await connections().pool.query(
      `update hookwell_worker._private_jobs set locked_at = now(), locked_by = 'test' where key = $1 returning id`,
      [`event:${event.id}`],
    );
    const table = await holdTable(inbox.url(), 'payment_methods');
    const applied = processEvent(inbox.prisma(), event.id, { ...attempt(10, true), jobId: rows[0].id });
    await table.somebodyWaits();
    return { event, table, applied };
  }

  it('a further delivery is counted at once: the door waits for no handler', async () => {
    const { event, table, applied } = await standStill();
    await storeEvents([event]);
    expect(await find(event.id)).toMatchObject({ status: 'pending', deliveries: 2 });
    await table.release();
    await applied;
    expect(await find(event.id)).toMatchObject({ status: 'processed', deliveries: 2 });
  });

  it('a replay is not lost when the try then fails, be it the last one', async () => {
    const { event, table, applied } = await standStill();
    const replayed = replayEvent(inbox.prisma(), event.id);
    const { pool } = connections();
    await until(async () => {
      const { rows } = await pool.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`);
      return rows.length > 0;
    }, 'the replay to wait');
    await pool.query(`
      select pg_cancel_backend(pid) from pg_locks where relation = 'hookwell.payment_methods'::regclass and not granted`);
    expect(await replayed).toBe('queued');
    await applied;
    expect(await find(event.id)).toMatchObject({ status: 'pending', attempts: 1 });
    await table.release();
    await processEvent(inbox.prisma(), event.id, attempt(1));
    expect(await find(event.id)).toMatchObject({ status: 'processed', attempts: 2 });
  });
});

describe('rescueStranded', () => {
  it('takes thousands in bounded steps', async () => {
    const events = Array.from(
      { length: 2_100 },
      () => ({ ...buildEvent('charge.succeeded'), type: 'charge.pending' }) as never as Stripe.Event,
    );
    for (let at = 0; at < events.length; at += 300) await storeEvents(events.slice(at, at + 300));
    await connections().pool.query('delete from hookwell_worker._private_jobs');
    const steps = [];
    for (let step = 0; step < 4; step++) steps.push((await rescueStranded(connections().pool)).enqueued.length);
    expect(steps[0]).toBe(1000);
    expect(steps[1]).toBe(1000);
    expect(steps.at(-1)).toBe(0);
    await connections().pool.query(`delete from hookwell.webhook_events where type = 'charge.pending'`);
    await connections().pool.query('delete from hookwell_worker._private_jobs');
  });

  it('enqueues what waits without a job', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    await connections().pool.query('select hookwell_worker.remove_job($1)', [`event:${event.id}`]);
    const { enqueued } = await rescueStranded(connections().pool);
    expect(enqueued).toContain(`event:${event.id}`);
    expect((await rescueStranded(connections().pool)).enqueued).not.toContain(`event:${event.id}`);
  });

  it.each([
    { kind: 'fulfil', priority: 0 },
    { kind: 'receipt', priority: 5 },
  ])(
    'enqueues a stranded $kind as such: it takes no slot from events, and a mail stands behind them',
    async ({ kind, priority }) => {
      const event = buildEvent('payment_intent.succeeded', { set: { 'data.object.receipt_email': 'a@example.com' } });
      await storeEvents([event]);
      await processEvent(inbox.prisma(), event.id, attempt(1));
      const effect = await inbox.prisma().effect.findFirstOrThrow({ where: { eventId: event.id, kind } });
      const key = `effect:${effect.key}`;
      const { pool } = connections();
      await pool.query('select hookwell_worker.remove_job($1)', [key]);
      expect((await rescueStranded(pool)).enqueued).toContain(key);
      const { rows } = await pool.query('select flags, priority from hookwell_worker.jobs where key = $1', [key]);
      expect(rows).toEqual([{ flags: { [EFFECT_FLAG]: true }, priority }]);
    },
  );

  it('fails what died on its last try', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    await connections().pool.query('update hookwell_worker._private_jobs set attempts = max_attempts where key = $1', [
      `event:${event.id}`,
    ]);
    const { failed } = await rescueStranded(connections().pool);
    expect(failed).toContain(`event:${event.id}`);
    expect(await find(event.id)).toMatchObject({ status: 'failed' });
    await replayEvent(inbox.prisma(), event.id);
    await processEvent(inbox.prisma(), event.id, attempt(1));
    expect(await find(event.id)).toMatchObject({ status: 'processed' });
  });
});

describe('with a running worker', () => {
  useWorker(inbox);

  it('fulfils a paid order once, although the shop’s own code fails the first time', async () => {
    await settled(inbox.prisma());
    vi.mocked(fulfilOrder).mockClear().mockRejectedValueOnce(new Error('the warehouse is closed'));
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    const effectOf = () =>
      inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'fulfil' }, include: { order: true } });
    await until(async () => (await effectOf())?.status === 'done', 'the fulfilment');
    const effect = await effectOf();
    expect(effect).toMatchObject({ attempts: 2, lastError: null, result: { by: 'test' }, order: { status: 'paid' } });
    expect(effect?.order?.fulfilledAt).not.toBeNull();
    expect(vi.mocked(fulfilOrder).mock.calls.map(([, { idempotencyKey }]) => idempotencyKey)).toEqual([
      effect?.key,
      effect?.key,
    ]);
  });

  it('does not fulfil again when the event is replayed', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    await settled(inbox.prisma());
    vi.mocked(fulfilOrder).mockClear();
    await replayEvent(inbox.prisma(), event.id);
    await settled(inbox.prisma());
    expect(await find(event.id)).toMatchObject({ status: 'processed', attempts: 2 });
    expect(fulfilOrder).not.toHaveBeenCalled();
  });

  it('keeps an event of the other mode, and says why it acts on nothing', async () => {
    const event = buildEvent('payment_intent.succeeded', { livemode: true });
    await storeEvents([event]);
    await settled(inbox.prisma());
    const row = await find(event.id);
    expect(row).toMatchObject({ status: 'processed' });
    expect(row.summary).toContain('STRIPE_MODE');
    const effect = await inbox.prisma().effect.findFirst({ where: { eventId: event.id } });
    expect(effect).toMatchObject({ status: 'skipped', result: { reason: 'other_mode' } });
  });
});
