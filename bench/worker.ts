import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startScript } from '../harness/processes';
import { cloneTemplate } from '../harness/test-server';
import { type Connections, connect } from '../lib/db/client';
import { WORKER_CONCURRENCY } from '../lib/db/pool-sizes';
import { type EventToRecord, recordEvents } from '../lib/inbox/store/record-events';
import { type Bench, type BenchSetting, type Comparison, compare } from './comparison';
import { asRecord, purchases, take } from './worker/purchases';
import type { RivalReport, RivalTask } from './worker/rival';
import { type EventRows, readRowsLeft } from './worker/rows-left';
import { untilIdle } from './worker/until-idle';

/** Of each round, and the events that each of them brings. */
const PURCHASES = 200;
const EVENTS = 6 * PURCHASES;

/**
 * Stored in one statement, which sorts them by id. Two events of one purchase lie further apart than one statement, so
 * that neither side works on the same purchase twice at the same moment: the rival has no locks that would allow it.
 */
const TOGETHER = PURCHASES / 2;

/** The handlers of orders and payment methods: what tells of the customer is no part of it. */
const isWanted = (type: string) => !type.startsWith('customer.');

const OURS = 'Hookwell, one worker process';
const RIVAL = 'bare Prisma transactions that write the same rows';

/**
 * Events a second: the worker against bare Prisma transactions, six at a time in one process each, on databases of their
 * own in one server. The events of {@link PURCHASES} purchases are stored through the real statement and committed at
 * once; from that moment to the last `processed_at` the worker is measured. What it left for each event is then what the
 * rival writes, in one transaction an event: the event's row with its body, orders and Stripe's objects, refs, changes,
 * the attempt, effects and their jobs. Counted for neither: the effects' own runs, which follow. Not asked of the rival:
 * the queue, locks, reading and computing; and of us, that the event's row is not inserted but changed.
 */
export const workerBench: Bench = { name: 'worker', needs: [], run: async (setting) => [await compareWorker(setting)] };

async function compareWorker({ server, rounds, tell }: BenchSetting): Promise<Comparison> {
  const [ours, theirs] = [await cloneTemplate(server), await cloneTemplate(server)];
  const connections = connect(ours.url, { max: 4, name: 'bench' });
  const worker = startScript('scripts/worker.ts', [], { DATABASE_URL: ours.url, LOG_LEVEL: 'info' });
  const rival = startRival();
  try {
    await worker.printed(/is ready/);
    const values: [number[], number[]] = [[], []];
    let rows: EventRows[] = [];
    for (let round = -1; round < rounds; round++) {
      const events = take(purchases(`worker ${randomBytes(4).toString('hex')}`, PURCHASES, isWanted), EVENTS).map(
        asRecord,
      );
      const seconds = await measureWorker(connections, events);
      rows = await readRowsLeft(
        connections.prisma,
        events.map(({ id }) => id),
      );
      const report = await rival.run({ url: theirs.url, concurrency: WORKER_CONCURRENCY, rows });
      const [own, other] = [EVENTS / seconds, EVENTS / report.seconds];
      tell(
        `worker ${round < 0 ? 'warm-up' : `round ${round + 1}`}: ${Math.round(own)}/s, rival ${Math.round(other)}/s`,
      );
      if (round < 0) continue;
      values[0].push(own);
      values[1].push(other);
    }
    const wrote = ({ writes, changes, effects }: EventRows) => writes.length + changes.length + 2 * effects.length + 2;
    const average = rows.reduce((sum, event) => sum + wrote(event), 0) / rows.length;
    return compare(
      {
        name: 'worker',
        how: `${EVENTS} events of purchases, ${WORKER_CONCURRENCY} at a time, ${average.toFixed(1)} rows an event`,
        unit: 'events/s',
        contestants: [OURS, RIVAL],
        wanted: { atLeast: 0.7 },
      },
      values,
    );
  } finally {
    await worker.end();
    rival.stop();
    await connections.close();
    for (const database of [ours, theirs]) await database.drop();
  }
}

/** Seconds from the commit of all of them to the last that was applied. Ends when their effects are done too. */
async function measureWorker({ pool, prisma }: Connections, events: EventToRecord[]): Promise<number> {
  const client = await pool.connect();
  let start: number;
  try {
    await client.query('begin');
    for (let at = 0; at < events.length; at += TOGETHER) await recordEvents(client, events.slice(at, at + TOGETHER));
    start = Date.now();
    await client.query('commit');
  } finally {
    client.release();
  }
  const ids = events.map(({ id }) => id);
  await untilIdle(pool);
  const processed = { id: { in: ids }, status: 'processed' } as const;
  const { _count, _max } = await prisma.webhookEvent.aggregate({
    where: processed,
    _count: true,
    _max: { processedAt: true },
  });
  if (_count !== events.length || !_max.processedAt)
    throw new Error(`Of ${events.length} events ${_count} were processed`);
  return (_max.processedAt.getTime() - start) / 1_000;
}

function startRival() {
  const child = fork(fileURLToPath(new URL('worker/rival.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  return {
    async run(task: RivalTask): Promise<RivalReport> {
      child.send(task);
      const ended = once(child, 'exit').then(() =>
        Promise.reject(new Error('The rival ended early; it says above why')),
      );
      const [report] = (await Promise.race([once(child, 'message'), ended])) as [RivalReport];
      return report;
    },
    stop: () => child.kill(),
  };
}
