import pg from 'pg';
import { parseConnectionString } from '../kit/connection-string/parse';
import { env } from '../kit/env';
import { log } from '../kit/log/log';
import { connectionOptions } from './connection-options';
import { connectPatiently } from './patient-pool';

/**
 * Who opens connections: the app with its worker, in one process or in two that divide what is for both, the app alone, one
 * serverless function, or `npm run worker`.
 */
export type ProcessKind = 'inline' | 'external' | 'serverless' | 'process';

/**
 * How a process divides its connections: for doors and pages, for a worker, for the watch (lib/upkeep/alerts/start-watch.ts), which sees a
 * pool that is used up by having its own, and how many jobs a worker runs at a time.
 */
export type Shares = { app: number; worker: number; watch: number; jobs: number };

/** Jobs at a time in one worker, unless it is told otherwise. */
export const WORKER_CONCURRENCY = 6;

/** What a worker opens beside one connection for each job: its own queries, LISTEN, the heartbeat, and the watch. */
const WORKER_EXTRA = 4;

/** Without less than these it would wait for itself: its own queries, LISTEN, and the watch. */
const WORKER_LEAST = 3;

export const WATCH_POOL = 1;

const WORKER_POOL = WORKER_CONCURRENCY + WORKER_EXTRA;

/** The most that a process opens where nobody says otherwise, and what it cannot work with less than. */
const USUAL: Record<ProcessKind, number> = { inline: 20, external: 10, serverless: 5, process: WORKER_POOL };
const LEAST: Record<ProcessKind, number> = { inline: 6, external: 2, serverless: 1, process: 4 };

/** Left to others: the migrations of the next version while this one runs, and a command now and then. */
const SPARE = 2;

/** The number of processes among which the rest is divided: who works outside of the app is at least one more. */
const PROCESSES: Record<ProcessKind, number> = { inline: 1, external: 2, serverless: 2, process: 2 };

const slot = Symbol.for('hookwell.connections-allowed');
type Global = typeof globalThis & { [slot]?: number };

/**
 * The most that one process of this kind opens: what is set, else what is usual (or `wanted`), or fewer where fewer are
 * allowed.
 */
export function connectionsOf(
  kind: ProcessKind,
  { allowed = (globalThis as Global)[slot], wanted = USUAL[kind] }: { allowed?: number; wanted?: number } = {},
): number {
  const set = poolSizeSet();
  if (set) return Math.max(LEAST[kind], set.size);
  const share = allowed === undefined ? wanted : Math.floor((allowed - SPARE) / PROCESSES[kind]);
  return Math.max(LEAST[kind], Math.min(wanted, share));
}

/** The most that `npm start` with its worker opens, or one serverless function, where the database allows so many. */
export const connectionsPerProcess = (serverless: boolean, allowed?: number): number =>
  connectionsOf(serverless ? 'serverless' : 'inline', { allowed });

/** What somebody has set, and where. */
export function poolSizeSet(): { size: number; by: 'DATABASE_POOL_SIZE' | 'connection_limit' } | null {
  const { DATABASE_POOL_SIZE: size, DATABASE_URL: url } = env();
  if (size) return { size, by: 'DATABASE_POOL_SIZE' };
  const { poolSize } = url ? parseConnectionString(url) : {};
  return poolSize ? { size: poolSize, by: 'connection_limit' } : null;
}

/** Divides a process's connections. `concurrency`: the jobs at a time that somebody asked a worker for. */
export function shareConnections(kind: ProcessKind, concurrency?: number): Shares {
  // Who asks for more jobs than usual asks for the connections that they need.
  const total = connectionsOf(kind, concurrency === undefined ? {} : { wanted: concurrency + WORKER_EXTRA });
  if (kind === 'serverless') return { app: total, worker: 0, watch: 0, jobs: 0 };
  if (kind === 'external') return { app: total - WATCH_POOL, worker: 0, watch: WATCH_POOL, jobs: 0 };
  const all = kind === 'process' ? total : Math.min(WORKER_POOL, Math.ceil((total + 1) / 2));
  const jobs = Math.min(concurrency ?? WORKER_CONCURRENCY, Math.max(1, all - WORKER_LEAST));
  return { app: total - all, worker: all - WATCH_POOL, watch: WATCH_POOL, jobs };
}

/** Superusers are held to no limit. The reserved ones of PostgreSQL 16 are for roles that ours need not be. */
const ALLOWED_SQL = `
select least(
  case when r.rolsuper or r.rolconnlimit < 0 then null else r.rolconnlimit end,
  case when r.rolsuper or d.datconnlimit < 0 then null else d.datconnlimit end,
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0)) as allowed
from pg_catalog.pg_roles r, pg_catalog.pg_database d
where r.rolname = session_user and d.datname = current_database()`;

/**
 * Looks how many connections the role, the database and the server allow, before the pools of this process are opened,
 * so that they fit a small plan without a setting, and says so, unless `quiet`. A database that does not answer is reported by whatever needs it next.
 */
export async function fitPools(
  url: string,
  kind: ProcessKind,
  { concurrency, quiet = false }: { concurrency?: number; quiet?: boolean } = {},
): Promise<void> {
  try {
    const client = await connectPatiently(() => {
      const made = new pg.Client({
        ...connectionOptions(url),
        application_name: 'hookwell-start',
        query_timeout: 10_000,
      });
      return made.on('error', () => {}); // the query fails as well
    });
    try {
      const { rows } = await client.query<{ allowed: number }>(ALLOWED_SQL);
      (globalThis as Global)[slot] = rows[0]?.allowed;
    } finally {
      await client.end();
    }
  } catch (error) {
    log().debug({ err: error }, `Could not look how many connections are allowed: ${(error as Error).message}`);
  }
  if (!quiet) announce(kind, concurrency);
}

function announce(kind: ProcessKind, concurrency?: number): void {
  const set = poolSizeSet();
  const { app, worker, watch, jobs } = shareConnections(kind, concurrency);
  const total = app + worker + watch;
  const takes =
    kind === 'inline'
      ? `app and worker together open up to ${total}, and apply ${jobs} at a time`
      : `this process opens up to ${total}${jobs > 0 ? `, and applies ${jobs} at a time` : ''}`;
  const allowed = (globalThis as Global)[slot];
  if (set && set.size < total)
    log().warn(`${set.by} is ${set.size}, fewer connections than a process works with: ${takes}`);
  else if (concurrency !== undefined && jobs < concurrency)
    log().warn(`--concurrency ${concurrency} takes ${concurrency + WORKER_EXTRA} connections: ${takes}`);
  else if (!set && total < USUAL[kind])
    log().info(`The database allows ${allowed} connections: ${takes}. DATABASE_POOL_SIZE sets another number`);
  if (allowed !== undefined && total > allowed)
    log().warn(
      `The database allows ${allowed} connections, but ${takes}: set DATABASE_POOL_SIZE=${Math.max(LEAST[kind], allowed - SPARE)}`,
    );
}
