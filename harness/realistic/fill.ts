import type Stripe from 'stripe';
import { closeConnections, connections } from '@/lib/db/client';
import { printEvent, signPayload } from '@/lib/dev/simulator/deliver';
import { flushRejections } from '@/lib/inbox/rejections/note-rejection';
import { type EventToRecord, recordEvents } from '@/lib/inbox/store/record-events';
import { toRecord } from '@/lib/inbox/store/to-record';
import { readEvent } from '@/lib/stripe/read-event';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { startBatch } from '@/lib/upkeep/replays/start-batch';
import { recount } from '@/lib/upkeep/rollups/recount';
import { startWorker } from '@/lib/worker/start-worker';
import { delivery, newSecret } from '../deliveries';
import { answerAtDoor } from '../door';
import { until } from '../until';
import { DATE_BACK } from './date-back.sql';
import { inboxSecret } from './secret';
import { tellMonth } from './tell-month';
import { OLDER_IS_DONE, TROUBLE, TROUBLE_OVER } from './trouble.sql';

/**
 * Fills the database of DATABASE_URL: `fill.ts COUNT APPLIED`. A process of its own, because the worker, the door and their
 * environment are the real ones.
 */
const BATCH = 500;

const { pool, prisma } = connections();
const url = process.env.DATABASE_URL ?? '';
const [count = 0, applied = 0] = process.argv.slice(2).map(Number);
const now = new Date();
const { toApply, older } = tellMonth(count, applied, { seed: 'inbox', now });

function recordOf(event: Stripe.Event): EventToRecord {
  const body = printEvent(event);
  const read = readEvent(event);
  if (read.kind === 'unreadable') throw new Error(`${event.type}: ${read.problems.join(', ')}`);
  return toRecord(read.facts, body, {
    source: 'webhook',
    signatureHeader: signPayload(body, inboxSecret, event.created),
    secretLabel: 'default',
    verifiedAt: new Date(event.created * 1_000),
  });
}

async function store(records: EventToRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH) await recordEvents(pool, records.slice(at, at + BATCH));
}

await store(older.map(recordOf));
for (const statement of OLDER_IS_DONE) await pool.query(statement);
const records = toApply.map(recordOf);
await store(records);
// Stripe did not hear the answer to a few of them, and sent them again.
await recordEvents(
  pool,
  records.slice(-40).filter((_, place) => place % 9 === 0),
);
for (const statement of TROUBLE) await pool.query(statement);

const none = async (sql: string) => (await pool.query(sql)).rowCount === 0;
const waiting = `
  select 1 from hookwell_worker._private_jobs j
  where j.run_at <= now() and j.attempts < j.max_attempts limit 1`;
const worker = startWorker({ url, mode: 'process', concurrency: 8 });
await until(() => none(waiting), 'the worker', 600_000);

const actor = { id: 'seed', name: 'Ada Osei', role: 'operator' as const };
const ids = records.filter(({ type }) => type === 'charge.succeeded').slice(-60, -30);
await startBatch(prisma, { kind: 'ids', livemode: false, ids: ids.map(({ id }) => id) }, actor);
await until(() => none(`select 1 from hookwell.replay_batches where status = 'running'`), 'the replay', 60_000);
await worker.stop();

for (const statement of TROUBLE_OVER) await pool.query(statement);
const backwards = await pool.connect();
await backwards.query('begin');
// What the triggers of the tables would write down is no change that an event made.
await backwards.query('set local session_replication_role = replica');
for (const statement of DATE_BACK) await backwards.query(statement);
await backwards.query('commit');
backwards.release();
// What the worker counted and added up bears the old dates.
await recount(pool);
await checkMoney(prisma);

const [body = ''] = records.slice(-1).map((record) => record.body);
const refused: Parameters<typeof delivery>[1][] = [
  { secret: newSecret() },
  { header: null },
  { secret: inboxSecret, at: Math.floor(now.getTime() / 1_000) - 3_600 },
];
for (const options of refused) await answerAtDoor(delivery(body, options));
await answerAtDoor(delivery(JSON.stringify(JSON.parse(body)), { header: signPayload(body, inboxSecret) }));
await answerAtDoor(delivery('{"object": "list"}', { secret: inboxSecret }));
await flushRejections();
await pool.query('vacuum analyze');
await closeConnections();
