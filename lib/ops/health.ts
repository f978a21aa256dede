import type { Pool } from 'pg';
import { pendingMigrations } from '../db/pending-migrations';
import { OLDEST_WAITING_SQL } from '../inbox/store/oldest-waiting.sql';
import { probeStorage } from '../inbox/store/probe-storage';
import { isDatabasesAnswer, noteStorable, refusedNow, sinceStored } from '../inbox/store/storing';
import { STALE_SECONDS } from '../upkeep/liveness/heartbeat';
import { findStandstill, type RunSql, type Standstill, tellStandstill } from '../upkeep/liveness/standstill';
import {
  findStripeSilence,
  SILENCE_FIX,
  type StripeSilence,
  tellStripeSilence,
} from '../upkeep/liveness/stripe-silence';
import { checkQueue } from './doctor/database/queue';

export type Health = {
  /** `unhealthy` only if events cannot be stored: anything else must not make a load balancer take the door away. */
  status: 'ok' | 'degraded' | 'unhealthy';
  problems: string[];
  database: 'ok' | 'unreachable';
  migrations: { pending: string[] };
  workers: number;
  waiting: { events: number; oldestSeconds: number | null };
  /** A worker runs, and nothing has been applied for a while although something is due. */
  standstill: Standstill | null;
  /** Stripe does not answer, and events wait for that. */
  stripeSilence: StripeSilence | null;
};

type Row = { workers: number; waiting: number; oldest: number | null; encoding: string };

/** An event that waits longer than this, with its next try not in the future, says that no worker keeps up. */
const LATE_SECONDS = 60;

const ASK_THE_DOCTOR = 'What to do says npm run doctor -- --only database';

const HEALTH_SQL = `
select
  (select count(*)::int from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)) as workers,
  (select count(*)::int from (select 1 from hookwell.webhook_events where status in ('pending', 'retrying') limit 10000) as few) as waiting,
  (${OLDEST_WAITING_SQL})::int as oldest,
  (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding`;

/** Looks whether events can be stored, and whether they are being applied. Never throws; says what to do about each problem. */
export async function checkHealth(pool: Pool): Promise<Health> {
  try {
    const pending = await pendingMigrations(async (sql) => (await pool.query(sql)).rows);
    const { rows } = await pool.query<Row>(HEALTH_SQL, [STALE_SECONDS]);
    const row = rows[0] as Row;
    if (row.encoding !== 'UTF8')
      return unhealthy('ok', `The database's encoding is ${row.encoding}: events can't be stored. ${ASK_THE_DOCTOR}`);
    const [queue] = await checkQueue({ client: pool });
    if (queue?.fatal && pending.length === 0) return unhealthy('ok', `${queue.message}. ${ASK_THE_DOCTOR}`);
    await requireStorage(pool);
    const run: RunSql = async (sql, ...values) => (await pool.query(sql, values)).rows;
    return judge(row, pending, await findStandstill(run), await findStripeSilence(run));
  } catch (error) {
    const code = (error as { code?: string }).code ?? (error as Error).name;
    // undefined_table, undefined_column, undefined_function, invalid_schema_name:
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    if (['42P01', '42703', '42883', '3F000'].includes(code))
      return unhealthy('ok', 'The database lacks tables of this version: run `npm run db:migrate`');
    // It answers, and takes nothing: a full disk, a lost right, a server that is only read.
    return isDatabasesAnswer(error)
      ? unhealthy('ok', `The database refuses (${code}): ${(error as Error).message}. ${ASK_THE_DOCTOR}`)
      : unhealthy('unreachable', `The database cannot be reached (${code}); look at DATABASE_URL and at the server`);
  }
}

/** What the door saw counts for so long, unless it stored something since: a health check must not keep all deliveries away. */
const REFUSED_COUNTS_MS = 30_000;
/** While events come and are stored there is nothing to try; and who asks every second costs a write in five. */
const STORED_COUNTS_MS = 5_000;

/** Throws unless events can be stored: as the door of this process saw it, else as an event shows that is taken back. */
async function requireStorage(pool: Pool): Promise<void> {
  const refused = refusedNow();
  // What the server itself refused it may refuse again, although a small event passes.
  if (refused?.answered && Date.now() - refused.lastAt.getTime() < REFUSED_COUNTS_MS) throw refused.error;
  if (!refused && sinceStored() < STORED_COUNTS_MS) return;
  await probeStorage(pool);
  noteStorable();
}

function unhealthy(database: Health['database'], problem: string): Health {
  const waiting = { events: 0, oldestSeconds: null };
  const problems = [problem];
  return {
    status: 'unhealthy',
    problems,
    database,
    migrations: { pending: [] },
    workers: 0,
    waiting,
    standstill: null,
    stripeSilence: null,
  };
}

function judge(
  { workers, waiting, oldest }: Row,
  pending: string[],
  standstill: Standstill | null,
  stripeSilence: StripeSilence | null,
): Health {
  const oldestSeconds = oldest === null ? null : Math.max(0, oldest);
  const late = oldestSeconds !== null && oldestSeconds > LATE_SECONDS;
  const problems = [
    ...(pending.length > 0 ? [`Migrations are not applied: ${pending.join(', ')}; run \`npm run db:migrate\``] : []),
    ...(workers === 0
      ? [
          'No worker is running: events are kept, but not applied. Start one with `npm run worker`, or set WORKER=inline',
        ]
      : []),
    ...(standstill ? [`${tellStandstill(standstill)}. ${standstill.fix}`] : []),
    ...(stripeSilence ? [`${tellStripeSilence(stripeSilence)}. ${SILENCE_FIX}`] : []),
    ...(late && !standstill && !stripeSilence ? [`The oldest waiting event is ${oldestSeconds} s late`] : []),
  ];
  return {
    status: problems.length > 0 ? 'degraded' : 'ok',
    problems,
    database: 'ok',
    migrations: { pending },
    workers,
    waiting: { events: waiting, oldestSeconds },
    standstill,
    stripeSilence,
  };
}

/** One look serves all who come within this time: a load balancer, or several, may come every second. */
const KEPT_MS = 1_000;
const slot = Symbol.for('hookwell.health');
type Global = typeof globalThis & { [slot]?: { at: number; health: Promise<Health> } };

/** {@link checkHealth}, at most once a second for this process. */
export function healthNow(pool: Pool): Promise<Health> {
  const global = globalThis as Global;
  const now = Date.now();
  if (!global[slot] || now - global[slot].at > KEPT_MS) global[slot] = { at: now, health: checkHealth(pool) };
  return global[slot].health;
}

/** What a load balancer needs. The rest is for who runs this: a worker that is missing tells an attacker something. */
export const healthForStrangers = ({ status, database }: Health) => ({ status, database });

/** 503 only if events cannot be stored. Trouble with the worker is 200 and `degraded`: the door is still good. */
export const statusOf = ({ status }: Health): number => (status === 'unhealthy' ? 503 : 200);
