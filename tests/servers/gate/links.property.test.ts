import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetEnv } from '@/lib/kit/env';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { sampleWorlds } from '../../../harness/billing-world';
import { settled, until, useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { useProcesses } from '../../../harness/own-processes';
import { storeEvents } from '../../../harness/store-event';

const WORLDS = 50;
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600' });
const processes = useProcesses();
let workers: Worker[];

const start = () => {
  workers = [1, 2].map(() => startWorker({ url: inbox.url(), mode: 'process', concurrency: 4 }));
};
beforeAll(start);
afterAll(() => Promise.all(workers.map((worker) => worker.stop())));

type Outcome = { ref: string; fulfilled: number; hold: string | null; received: bigint };

/** How often the order that an invoice or a payment is was fulfilled. */
async function outcomes(refs: string[]): Promise<Outcome[]> {
  return inbox.prisma().$queryRaw<Outcome[]>`
    select r.ref, o.hold_code as hold, o.amount_received as received,
      (select count(*)::int from hookwell.effects e where e.order_id = o.id and e.kind = 'fulfil' and e.status = 'done') as fulfilled
    from hookwell.order_refs r join hookwell.orders o on o.id = r.order_id where r.ref = any(${refs}::text[]) order by r.ref`;
}

async function finish(): Promise<void> {
  const prisma = inbox.prisma();
  await settled(prisma, 120_000);
  await prisma.$executeRaw`
    update hookwell.orders set held_at = held_at - interval '2 hours', hold_ends_at = now() - interval '1 second'
    where hold_ends_at is not null`;
  await until(async () => (await prisma.order.count({ where: { holdEndsAt: { not: null } } })) === 0, 'every wait');
  await settled(prisma, 120_000);
}

describe('any invoices and payments, however they are linked', () => {
  it('are fulfilled once each, in any order of arrival, with repetitions and losses that a sweep heals', async () => {
    const samples = sampleWorlds('late', WORLDS, seed);
    for (const [nth, { arrived, events }] of samples.entries()) {
      // Every third world loses some of its events until the sweep brings them.
      const lost =
        nth % 3 === 0 ? new Set(events.filter((_, at) => at % 4 === 1).map(({ id }) => id)) : new Set<string>();
      await storeEvents(arrived.filter(({ id }) => !lost.has(id)));
    }
    await settled(inbox.prisma(), 120_000);
    for (const { events } of samples) await storeEvents(events, 'sweep');
    await finish();
    for (const { run, bought, alone, undone } of samples) {
      const what = `SEED=${seed}, ${run}`;
      const all = await outcomes([...bought, ...alone]);
      // What was fulfilled before its link was undone stays fulfilled; nobody can take goods back.
      expect(
        all.map(({ ref, fulfilled, hold }) => ({ ref, fulfilled, hold })),
        what,
      ).toEqual([...bought, ...alone].sort().map((ref) => ({ ref, fulfilled: 1, hold: null })));
      for (const { fulfilled, hold } of await outcomes(undone))
        expect({ fulfilled, hold }, what).toEqual({ fulfilled: 0, hold: 'link_undone' });
    }
    const failed = await inbox
      .prisma()
      .webhookEvent.findMany({ where: { status: { notIn: ['processed', 'ignored'] } } });
    expect(failed.map(({ type, lastError }) => `${type}: ${lastError}`)).toEqual([]);
    await expectNoFindings(inbox.prisma(), ['held_for_a_person', 'fulfilled_not_paid']);
  }, 240_000);

  it('are fulfilled or held for a person where nothing is waited for, and what that doubles is named', async () => {
    process.env.FULFILL_LINK_WAIT_SECONDS = '0';
    resetEnv();
    const samples = sampleWorlds('soon', WORLDS, seed);
    await storeEvents(samples.flatMap(({ arrived }) => arrived));
    await finish();
    process.env.FULFILL_LINK_WAIT_SECONDS = '3600';
    resetEnv();
    for (const { run, bought, alone } of samples)
      for (const { ref, fulfilled, hold } of await outcomes([...bought, ...alone]))
        expect(fulfilled > 0 || hold !== null, `SEED=${seed}, ${run}: ${ref} ${fulfilled} ${hold}`).toBe(true);
    // Without a wait a payment for several invoices is fulfilled before anybody knows of them: a person is told.
    await expectNoFindings(inbox.prisma(), ['held_for_a_person', 'fulfilled_not_paid', 'fulfilled_twice']);
    const doubled = await inbox.prisma().$queryRaw<{ id: string }[]>`
      select order_id as id from hookwell.effects where kind = 'fulfil' and status = 'done' group by order_id having count(*) > 1`;
    const named = await inbox.prisma().finding.findMany({ where: { rule: 'fulfilled_twice', resolvedAt: null } });
    for (const { id } of doubled) expect(named.map(({ orderId }) => orderId)).toContain(id);
  }, 240_000);

  it('are fulfilled once each although workers are killed in the middle', async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    const samples = sampleWorlds('killed', WORLDS, seed);
    const count = samples.reduce((sum, { events }) => sum + events.length, 0);
    await storeEvents(samples.flatMap(({ arrived }) => arrived));
    const applied = () => inbox.prisma().webhookEvent.count({ where: { status: 'pending' } });
    for (const left of [count * 0.7]) {
      const worker = await processes.startWorker(inbox.url(), { FULFILL_LINK_WAIT_SECONDS: '3600' });
      await until(async () => (await applied()) < left, 'a part to be applied', 60_000);
      await worker.end('SIGKILL');
    }
    start();
    await finish();
    for (const { run, bought, alone } of samples)
      expect(
        (await outcomes([...bought, ...alone])).map(({ ref, fulfilled }) => ({ ref, fulfilled })),
        `SEED=${seed}, ${run}`,
      ).toEqual([...bought, ...alone].sort().map((ref) => ({ ref, fulfilled: 1 })));
  }, 240_000);
});
