import { describe, expect, it, vi } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { cancelBatch } from '@/lib/upkeep/replays/cancel-batch';
import { previewReplay } from '@/lib/upkeep/replays/preview-replay';
import { getBatch, listItems } from '@/lib/upkeep/replays/queries';
import { IN_HAND, runBatch } from '@/lib/upkeep/replays/run-batch';
import type { Selection } from '@/lib/upkeep/replays/selection';
import { startBatch } from '@/lib/upkeep/replays/start-batch';
import { drain } from '@/lib/worker/drain';
import { processEvent } from '@/lib/worker/process-event';
import { rescueStranded } from '@/lib/worker/rescue-stranded';
import { applyEvents, firstTry } from '../../../harness/apply-events';
import { finalRows } from '../../../harness/final-rows';
import { useInbox } from '../../../harness/inbox';
import { olga, startReplay } from '../../../harness/start-replay';
import { changeBody, forAccount, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();

const ofType = (type: string, status?: 'ignored' | 'failed'): Selection => ({
  kind: 'filter',
  livemode: false,
  filter: { livemode: false, types: [type], status },
  address: `/events?type=${type}`,
});

/** Ends when nothing is due any more, however slow the machine is. */
const work = () => drain(connections(), { forMs: 100_000 });
vi.setConfig({ testTimeout: 120_000 });
const itemsOf = (batchId: bigint) => listItems(inbox.prisma(), { batchId, states: null, after: 0, limit: 1_000 });
const jobsOf = (key: string) =>
  inbox.prisma().$queryRaw`select key, priority from hookwell_worker.jobs where key like ${key}`;
const unknown = (count: number, type: string) =>
  Array.from({ length: count }, () => buildEvent('payout.paid', { set: { type } }));

describe('a replay of many events', () => {
  it('applies ignored events of a type once a handler is there, more than one step at a time, and says so', async () => {
    const prisma = inbox.prisma();
    const events = Array.from({ length: IN_HAND + 7 }, () => buildEvent('payout.paid'));
    await storeEvents(events);
    await work();
    // As if there had been no handler for payouts.
    await prisma.webhookEvent.updateMany({ where: { type: 'payout.paid' }, data: { status: 'ignored' } });
    await prisma.payout.deleteMany();

    const preview = await previewReplay(prisma, ofType('payout.paid', 'ignored'));
    expect(preview).toMatchObject({
      count: events.length,
      more: false,
      statuses: [{ status: 'ignored', count: events.length }],
      types: [{ type: 'payout.paid', count: events.length }],
    });
    const id = await startReplay(ofType('payout.paid', 'ignored'));
    await work();

    expect(await getBatch(prisma, id)).toMatchObject({
      status: 'done',
      total: events.length,
      processed: events.length,
      failed: 0,
    });
    expect((await getBatch(prisma, id))?.finishedAt).not.toBeNull();
    expect((await itemsOf(id)).every(({ state }) => state === 'processed')).toBe(true);
    expect(await prisma.payout.count()).toBe(events.length);
    expect(
      await prisma.auditEntry.findMany({ where: { action: 'event.replay_many', target: String(id) } }),
    ).toMatchObject([
      { actorName: 'Olga', detail: { kind: 'filter', address: '/events?type=payout.paid', count: events.length } },
    ]);
    expect(await jobsOf('replay:%')).toEqual([]);
  });

  it('changes no row and repeats no effect, however often it is done, though two overlap', async () => {
    const prisma = inbox.prisma();
    const account = 'acct_replayed';
    const events = forAccount([...buildScenario('mixed', { seed: 'replayed' }), ...buildScenario('purchase')], account);
    await applyEvents(events);
    await work();
    const rows = await finalRows(prisma, account);
    const effects = await prisma.effect.findMany({ orderBy: { key: 'asc' } });
    expect(effects.filter(({ status }) => status === 'done').length).toBeGreaterThan(0);

    const selection: Selection = { kind: 'ids', livemode: false, ids: events.map(({ id }) => id) };
    const preview = await previewReplay(prisma, selection);
    expect(preview.doneEffects.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
    const batches = [await startReplay(selection), await startReplay(selection)];
    await work();

    for (const id of batches) expect(await getBatch(prisma, id)).toMatchObject({ status: 'done', failed: 0 });
    expect(await finalRows(prisma, account)).toEqual(rows);
    expect(await prisma.effect.findMany({ orderBy: { key: 'asc' } })).toEqual(effects);
  });

  it('keeps to the events that it was confirmed with, in Stripe’s order, and to one mode', async () => {
    const early = new Date('2026-01-01T00:00:00Z');
    const late = new Date('2026-01-02T00:00:00Z');
    const [second, first] = [buildEvent('payout.paid', { now: late }), buildEvent('payout.paid', { now: early })];
    const live = { ...buildEvent('payout.paid'), livemode: true };
    const frozen = [second, first].map((event) => ({ ...event, type: 'frozen.type' as never }));
    await storeEvents([...frozen, live]);
    const id = await startReplay(ofType('frozen.type'));
    await storeEvents(unknown(3, 'frozen.type'));
    expect((await itemsOf(id)).map(({ eventId }) => eventId)).toEqual([first.id, second.id]);
    await cancelBatch(inbox.prisma(), id, olga);
    expect(await startBatch(inbox.prisma(), { kind: 'ids', livemode: false, ids: [live.id] }, olga)).toEqual({
      outcome: 'empty',
    });
    expect(await inbox.prisma().replayBatch.count({ where: { total: 0 } })).toBe(0);
  });

  it('lets what is new go first: its jobs stand behind those of deliveries', async () => {
    const id = await startReplay({ kind: 'ids', livemode: false, ids: await storedIds(2, 'behind.type') });
    await runBatch(inbox.prisma(), id);
    const [fresh] = unknown(1, 'fresh.type');
    await storeEvents([fresh as never]);
    const jobs = (await jobsOf('%')) as { key: string; priority: number }[];
    expect(jobs.find(({ key }) => key === `event:${fresh?.id}`)?.priority).toBe(0);
    expect(jobs.filter(({ priority }) => priority === 10)).toHaveLength(2);
    expect(jobs.find(({ key }) => key === `replay:${id}`)?.priority).toBe(20);
    await work();
  });

  it('tells of each event that failed why, and replays those again on demand', async () => {
    const prisma = inbox.prisma();
    const good = buildEvent('payout.paid');
    const bad = buildEvent('payout.paid');
    await storeEvents([good, bad]);
    // A payload that can never be applied.
    const broken = { ...bad, data: { object: { id: 'po_bad', object: 'payout' } } };
    await changeBody(prisma, bad.id, JSON.stringify(broken));
    const id = await startReplay({ kind: 'ids', livemode: false, ids: [good.id, bad.id] });
    await runBatch(prisma, id);
    for (const event of [good, bad]) await processEvent(prisma, event.id, { ...firstTry, last: true });
    await work();
    const batch = await getBatch(prisma, id);
    expect(batch).toMatchObject({ status: 'done', processed: 1, failed: 1 });
    const [failed] = await listItems(prisma, { batchId: id, states: ['failed'], after: 0, limit: 10 });
    expect(failed).toMatchObject({ eventId: bad.id, state: 'failed', type: 'payout.paid' });
    expect(failed?.error).toBeTruthy();

    await changeBody(prisma, bad.id, JSON.stringify(bad));
    const again = await startReplay({ kind: 'failed', livemode: false, batch: id });
    await work();
    expect(await getBatch(prisma, again)).toMatchObject({ status: 'done', total: 1, processed: 1 });
    // What the first one said stays.
    expect(await getBatch(prisma, id)).toMatchObject({ failed: 1 });
  });

  it('waits for an event that is tried again, without holding the others up', async () => {
    const prisma = inbox.prisma();
    const ids = await storedIds(2, 'retry.type');
    const id = await startReplay({ kind: 'ids', livemode: false, ids });
    await runBatch(prisma, id);
    await prisma.webhookEvent.update({
      where: { id: ids[0] },
      data: { status: 'retrying', lastError: 'The shop answered 503' },
    });
    await prisma.webhookEvent.update({ where: { id: ids[1] }, data: { status: 'ignored' } });
    await runBatch(prisma, id);
    expect(await getBatch(prisma, id)).toMatchObject({ status: 'running', ignored: 1 });
    expect((await itemsOf(id)).find(({ eventId }) => eventId === ids[0])).toMatchObject({
      state: 'retrying',
      error: 'The shop answered 503',
    });
    await prisma.webhookEvent.update({ where: { id: ids[0] }, data: { status: 'processed' } });
    await runBatch(prisma, id);
    expect(await getBatch(prisma, id)).toMatchObject({ status: 'done', processed: 1, ignored: 1 });
  });

  it('counts an event that is deleted meanwhile as gone', async () => {
    const ids = await storedIds(2, 'gone.type');
    const id = await startReplay({ kind: 'ids', livemode: false, ids });
    await inbox.prisma().webhookEvent.delete({ where: { id: ids[0] } });
    await work();
    expect(await getBatch(inbox.prisma(), id)).toMatchObject({ status: 'done', gone: 1, ignored: 1 });
  });

  it('stops when it is canceled: what waits stays as it is, what is enqueued is finished', async () => {
    const prisma = inbox.prisma();
    const ids = await storedIds(IN_HAND + 5, 'canceled.type');
    await work();
    const id = await startReplay({ kind: 'ids', livemode: false, ids });
    await runBatch(prisma, id);
    expect(await cancelBatch(prisma, id, olga)).toBe('canceled');
    await work();
    expect(await getBatch(prisma, id)).toMatchObject({ status: 'canceled', ignored: IN_HAND, canceled: 5 });
    expect((await getBatch(prisma, id))?.finishedAt).not.toBeNull();
    expect(await prisma.webhookEvent.count({ where: { type: 'canceled.type', attempts: 1 } })).toBe(5);
    expect(await cancelBatch(prisma, id, olga)).toBe('not_running');
    expect(await prisma.auditEntry.count({ where: { action: 'event.replay_cancel', target: String(id) } })).toBe(1);
  });

  it('goes on by itself when its job is lost or has died', async () => {
    const id = await startReplay({ kind: 'ids', livemode: false, ids: await storedIds(3, 'lost.type') });
    await inbox.prisma().$queryRaw`select id::text from hookwell_worker.remove_job(${`replay:${id}`})`;
    expect((await rescueStranded(connections().pool)).enqueued).toContain(`replay:${id}`);
    await inbox.prisma()
      .$executeRaw`update hookwell_worker._private_jobs set attempts = max_attempts where key = ${`replay:${id}`}`;
    expect((await rescueStranded(connections().pool)).enqueued).toContain(`replay:${id}`);
    expect((await rescueStranded(connections().pool)).enqueued).not.toContain(`replay:${id}`);
    await work();
    expect(await getBatch(inbox.prisma(), id)).toMatchObject({ status: 'done', ignored: 3 });
  });

  it('run by several at once, enqueues each event once and counts it once', async () => {
    const prisma = inbox.prisma();
    const ids = await storedIds(30, 'several.type');
    await work();
    const id = await startReplay({ kind: 'ids', livemode: false, ids });
    await Promise.all(Array.from({ length: 4 }, () => runBatch(prisma, id)));
    await work();
    await Promise.all(Array.from({ length: 4 }, () => runBatch(prisma, id)));
    expect(await getBatch(prisma, id)).toMatchObject({ status: 'done', ignored: 30, total: 30 });
    expect(await prisma.webhookEvent.count({ where: { type: 'several.type', attempts: 2 } })).toBe(30);
  });
});

async function storedIds(count: number, type: string): Promise<string[]> {
  const events = unknown(count, type);
  await storeEvents(events);
  return events.map(({ id }) => id);
}
