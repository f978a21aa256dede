import { beforeEach, describe, expect, it } from 'vitest';
import { readAttention } from '@/lib/dashboard/overview/attention';
import { lastDays } from '@/lib/dashboard/overview/days';
import { eventVolume } from '@/lib/dashboard/overview/event-volume';
import { lagReport } from '@/lib/dashboard/overview/lag';
import { moneyByDay } from '@/lib/dashboard/overview/money-by-day';
import { bucketsOf } from '@/lib/dashboard/overview/range';
import { connections, type Database } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { rollUp } from '@/lib/upkeep/rollups/roll-up';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const now = new Date('2026-06-15T10:30:15Z');
const at = (text: string) => new Date(`2026-06-${text}Z`);

type Columns = Parameters<Database['webhookEvent']['update']>[0]['data'];

let number = 0;

/** An event as it stands after whatever happened to it. */
async function event(columns: Columns, type = 'charge.succeeded') {
  const made = buildEvent(type, { seed: `overview ${++number}` });
  await storeEvents([made], 'webhook');
  await inbox.prisma().webhookEvent.update({ where: { id: made.id }, data: columns });
  return made.id;
}

beforeEach(async () => {
  await inbox.prisma()
    .$executeRaw`truncate hookwell.rollup_states, hookwell.event_rollups, hookwell.money_rollups, hookwell.money_changes, hookwell.webhook_events, hookwell.orders, hookwell.refunds, hookwell.disputes, hookwell.effects, hookwell.findings, hookwell.rejected_deliveries, hookwell.worker_heartbeats cascade`;
});

describe('The volume', () => {
  const { bounds } = bucketsOf('1h', 'UTC', now);
  it('counts events by the minute in which they were received, and those that fail', async () => {
    await event({ receivedAt: at('15T10:30:00'), status: 'processed' });
    await event({ receivedAt: at('15T10:30:14'), status: 'failed' });
    await event({ receivedAt: at('15T10:29:59.999'), status: 'retrying' }, 'payout.paid');
    await event({ receivedAt: at('15T09:30:59.999') });
    await event({ receivedAt: at('15T10:30:00'), livemode: true });
    const volume = await eventVolume(inbox.prisma(), { livemode: false, bounds });
    expect(volume.buckets.slice(-2)).toEqual([
      { total: 1, failing: 1 },
      { total: 2, failing: 1 },
    ]);
    expect(volume.sum).toEqual({ total: 3, failing: 2 });
    expect(volume.types).toEqual([
      { type: 'charge.succeeded', total: 2, failing: 1 },
      { type: 'payout.paid', total: 1, failing: 1 },
    ]);
    expect(volume.countedSince).toBeNull();
  });

  it('says since when it counted where there is more', async () => {
    for (const second of ['01', '02', '03']) await event({ receivedAt: at(`15T10:20:${second}`) });
    const volume = await eventVolume(inbox.prisma(), { livemode: false, bounds, most: 2 });
    expect(volume).toMatchObject({ sum: { total: 2 }, countedSince: at('15T10:20:02') });
  });

  it('is empty where nothing came', async () => {
    expect(await eventVolume(inbox.prisma(), { livemode: false, bounds })).toMatchObject({
      sum: { total: 0, failing: 0 },
      types: [],
    });
  });
});

describe('The lag', () => {
  const { bounds } = bucketsOf('1h', 'UTC', now);
  const receivedAt = at('15T10:30:05');
  const after = (millis: number) => new Date(receivedAt.getTime() + millis);

  it('has the percentiles of both parts and of the whole way', async () => {
    for (let i = 1; i <= 101; i++)
      await event({ receivedAt, createdAt: after(-1_000), processedAt: after(i), status: 'processed' });
    const { overall, buckets, sampled } = await lagReport(inbox.prisma(), { livemode: false, bounds });
    expect(sampled).toBe(101);
    expect(overall.arrival).toEqual({ p50: 1_000, p95: 1_000, p99: 1_000 });
    expect(overall.work).toEqual({ p50: 51, p95: 96, p99: 100 });
    expect(overall.whole).toEqual({ p50: 1_051, p95: 1_096, p99: 1_100 });
    expect(buckets.at(-1)).toEqual(overall);
    expect(buckets.at(-2)).toEqual({ arrival: null, work: null, whole: null });
  });

  it('leaves out what no delivery brought, and of the simulator’s events all but the work', async () => {
    const times = { receivedAt, createdAt: after(-86_400_000), processedAt: after(10) };
    await event({ ...times, source: 'sweep', status: 'processed' });
    await event({ ...times, source: 'simulator', status: 'processed' });
    await event({ receivedAt, status: 'pending' });
    const { overall } = await lagReport(inbox.prisma(), { livemode: false, bounds });
    expect(overall).toEqual({ arrival: null, work: { p50: 10, p95: 10, p99: 10 }, whole: null });
  });

  it('is never below nothing, whatever two clocks say', async () => {
    await event({ receivedAt, createdAt: after(2_000), processedAt: after(5), status: 'processed' });
    const { overall } = await lagReport(inbox.prisma(), { livemode: false, bounds });
    expect(overall.arrival?.p50).toBe(0);
  });
});

describe('The money', () => {
  const none = { received: 0n, payments: 0, outside: 0n, refunded: 0n, refunds: 0, disputed: 0n };

  type Kind = 'received' | 'outside' | 'refunded' | 'withdrawn' | 'reinstated';

  /** One movement of an order, as it is written with the order. */
  async function move(kind: Kind, movedAt: Date, amount: bigint, currency = 'eur', livemode = false) {
    const id = `ord_${++number}`;
    await inbox.prisma().order.create({ data: { id, livemode, createdAt: movedAt } });
    await inbox.prisma().orderMovement.create({
      data: { orderId: id, livemode, kind, amount, currency, movedAt, ref: `ref_${number}` },
    });
  }

  it('belongs to the day of the report’s zone on which it moved, and never mixes currencies', async () => {
    // 23:30 in London is the next day in Berlin.
    await move('received', at('13T22:30:00'), 1_000n);
    await move('received', at('14T09:00:00'), 500n, 'EUR');
    await move('received', at('14T09:00:00'), 700n, 'jpy');
    await move('received', at('14T09:00:00'), 9_999n, 'eur', true);
    await move('refunded', at('15T01:00:00'), 300n);
    const days = lastDays('Europe/Berlin', 3, now);
    const { currencies, cutOff } = await moneyByDay(inbox.prisma(), { livemode: false, days });
    expect(cutOff).toBe(false);
    expect(currencies).toEqual([
      {
        currency: 'eur',
        days: [none, { ...none, received: 1_500n, payments: 2 }, { ...none, refunded: 300n, refunds: 1 }],
        sum: { ...none, received: 1_500n, payments: 2, refunded: 300n, refunds: 1 },
      },
      {
        currency: 'jpy',
        days: [none, { ...none, received: 700n, payments: 1 }, none],
        sum: { ...none, received: 700n, payments: 1 },
      },
    ]);
  });

  it('keeps what was paid outside of Stripe apart, and says what disputes took and gave back', async () => {
    await move('received', at('14T09:00:00'), 2_000n);
    await move('outside', at('14T09:00:00'), 5_000n);
    await move('withdrawn', at('14T10:00:00'), 2_000n);
    await move('reinstated', at('15T10:00:00'), 1_500n);
    await move('received', at('15T10:00:00'), 0n);
    const days = lastDays('UTC', 2, now);
    const expected = [
      {
        currency: 'eur',
        days: [
          { ...none, received: 2_000n, payments: 1, outside: 5_000n, disputed: 2_000n },
          { ...none, disputed: -1_500n },
        ],
        sum: { ...none, received: 2_000n, payments: 1, outside: 5_000n, disputed: 500n },
      },
    ];
    expect((await moneyByDay(inbox.prisma(), { livemode: false, days })).currencies).toEqual(expected);
    await rollUp(connections().pool);
    expect(await inbox.prisma().moneyChange.count()).toBe(0);
    expect((await moneyByDay(inbox.prisma(), { livemode: false, days })).currencies).toEqual(expected);
  });

  it('stays exact beyond what a float holds', async () => {
    await move('received', at('15T09:00:00'), 9_007_199_254_740_993n, 'idr');
    await move('received', at('15T09:00:00'), 9_007_199_254_740_993n, 'idr');
    const { currencies } = await moneyByDay(inbox.prisma(), { livemode: false, days: lastDays('UTC', 1, now) });
    expect(currencies[0]?.sum.received).toBe(18_014_398_509_481_986n);
  });

  it('says that it is cut off where more moved than it adds up, and has the latest', async () => {
    for (const hour of ['07', '08', '09']) await move('received', at(`15T${hour}:00:00`), BigInt(Number(hour)));
    const report = await moneyByDay(inbox.prisma(), { livemode: false, days: lastDays('UTC', 1, now), most: 2 });
    expect(report).toMatchObject({ cutOff: true, currencies: [{ sum: { received: 17n } }] });
  });
});

describe('What needs a person', () => {
  it('is only the missing worker in a new installation', async () => {
    expect(await readAttention(inbox.prisma(), false)).toEqual({
      failedEvents: 0,
      failedEffects: 0,
      disputes: { soonest: [], count: 0 },
      held: [],
      findings: [],
      rejected: 0,
      sweep: null,
      healedLately: 0,
      silence: 'never',
      standstill: null,
      stripeSilence: null,
      failedJobs: null,
      noSecret: false,
    });
  });

  it('is what failed, in this mode, and what was refused lately', async () => {
    const prisma = inbox.prisma();
    await event({ status: 'failed' });
    await event({ status: 'failed', livemode: true });
    await prisma.order.create({ data: { id: 'ord_1', livemode: false, createdAt: now } });
    await prisma.effect.create({
      data: { key: 'fulfil:ord_1', kind: 'fulfil', status: 'failed', orderId: 'ord_1', livemode: false },
    });
    const finding = { rule: 'paid_not_fulfilled', message: 'x', eventIds: [] };
    await prisma.finding.create({ data: { ...finding, objectId: 'ord_1' } });
    await prisma.finding.create({ data: { ...finding, objectId: 'ord_2', resolvedAt: new Date() } });
    await prisma.$executeRaw`
      insert into hookwell.rejected_deliveries (id, likeness, code, cause, message, door, signed, count, received_at, last_seen_at, dismissed_at)
      select 'rej_' || n, n::text, 'invalid_signature', 'x', 'x', 'api', true, 1, at, at, case when n = 3 then now() end
      from (values (1, now()), (2, now() - interval '8 days'), (3, now())) as r(n, at)`;
    await prisma.workerHeartbeat.create({
      data: {
        poolId: 'p',
        host: 'h',
        pid: 1,
        mode: 'process',
        startedAt: new Date(),
        beatAt: new Date(Date.now() - 90_000),
      },
    });
    const attention = await readAttention(prisma, false);
    expect(attention).toMatchObject({
      failedEvents: 1,
      failedEffects: 1,
      findings: [{ rule: 'paid_not_fulfilled', count: 1 }],
      rejected: 2,
    });
    expect(attention.silence).toBeGreaterThanOrEqual(89);
    expect((await readAttention(prisma, true)).failedEffects).toBe(0);
  });

  it('names the disputes that wait for an answer, the nearest deadline first', async () => {
    const prisma = inbox.prisma();
    await prisma.order.create({ data: { id: 'ord_1', livemode: false, createdAt: now } });
    const dispute = (id: string, status: string, day: number) =>
      prisma.dispute.create({
        data: {
          id,
          status,
          orderId: 'ord_1',
          livemode: false,
          amount: 100n,
          currency: 'usd',
          reason: 'fraudulent',
          evidenceDueBy: at(`${day}T00:00:00`),
          createdAt: now,
          stateRank: 0,
          stateOrder: 0,
          eventId: 'evt',
          eventCreatedAt: now,
        },
      });
    await dispute('du_late', 'needs_response', 28);
    await dispute('du_soon', 'warning_needs_response', 20);
    await dispute('du_won', 'won', 18);
    for (let i = 0; i < 5; i++) await dispute(`du_${i}`, 'needs_response', 22);
    const { disputes } = await readAttention(prisma, false);
    expect(disputes.count).toBe(7);
    expect(disputes.soonest.map(({ id }) => id)).toEqual(['du_soon', 'du_0', 'du_1', 'du_2', 'du_3']);
  });
});
