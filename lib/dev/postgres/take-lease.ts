import { realpath } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { connectionOptions } from '../../db/connection-options';
import { clusterUser, dataDirOf, readClusterPassword } from './create-cluster';
import type { Launcher } from './launcher';
import { stopServer } from './server';

/** The database that the app's tables are in. */
const database = 'hookwell';
const leaseName = 'hookwell-lease';
/** Shared by all who use the server, taken alone by the one who stops it. The connection's end gives it back. */
const leaseLock = 4_665_301;
/** Connections that were closed a moment ago may still be listed. */
const settleMs = 1_000;

/** A hold on the running server, which nobody stops while it lasts. */
export type Lease = { url: string; dataDir: string; release(): Promise<void> };

/**
 * Takes a hold on the server at `port`. `absent`: no server of this database listens there, its pid file was left by
 * one that crashed. `ending`: it is just being stopped.
 */
export async function takeLease(launcher: Launcher, port: number): Promise<Lease | 'absent' | 'ending'> {
  const password = await readClusterPassword(launcher);
  const url = `postgresql://${clusterUser}:${password}@127.0.0.1:${port}/${database}`;
  try {
    const client = await connect(url);
    const { rows } = await client.query(
      `select current_setting('data_directory') as dir, pg_advisory_lock_shared(${leaseLock})`,
    );
    if ((await realpath(rows[0].dir)) !== (await realpath(dataDirOf(launcher)))) {
      await client.end();
      return 'absent';
    }
    client.unref();
    return { url, dataDir: dataDirOf(launcher), release: once(() => release(launcher, client, url)) };
  } catch (error) {
    if (isAbsent(error)) return 'absent';
    if (isEnding(error)) return 'ending';
    throw error;
  }
}

/** `ref` and `unref` are pg's: whether the connection keeps the process from ending. Its types lack them. */
type LeaseClient = pg.Client & { ref(): void; unref(): void; lost?: Error };

async function connect(url: string): Promise<LeaseClient> {
  try {
    return await open(url);
  } catch (error) {
    // 3D000: there is no such database; the server has just been created.
    if ((error as pg.DatabaseError).code !== '3D000') throw error;
    await createDatabase(url);
    return open(url);
  }
}

async function open(url: string): Promise<LeaseClient> {
  const options = { ...connectionOptions(url), application_name: leaseName, keepAlive: true };
  const client = new pg.Client(options) as LeaseClient;
  // Whoever uses the database meets the loss in a query of their own; unheard, it would end the process.
  client.on('error', (error) => {
    client.lost = error;
  });
  await client.connect();
  return client;
}

async function createDatabase(url: string): Promise<void> {
  const client = await open(url.replace(/\/[^/]*$/, '/postgres'));
  try {
    await client.query(`create database ${database}`);
  } catch (error) {
    // Another process created it in between.
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

/** Gives the hold back, and stops the server if nobody else is connected. */
async function release(launcher: Launcher, lease: LeaseClient, url: string): Promise<void> {
  lease.ref();
  // A lost connection need not mean the end: PostgreSQL cuts all when it starts over after one of its processes crashed.
  for (let client: LeaseClient | undefined = lease; client; client = await reconnect(url)) {
    try {
      return await stopIfLast(launcher, client);
    } catch (error) {
      if (!isEnding(error)) throw error;
    } finally {
      await client.end();
    }
  }
}

/** A new connection once the server takes them again; `undefined` once it is gone. */
async function reconnect(url: string): Promise<LeaseClient | undefined> {
  for (;;) {
    try {
      return await open(url);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      if (!isEnding(error)) throw error;
      await pause(10);
    }
  }
}

async function stopIfLast(launcher: Launcher, client: LeaseClient): Promise<void> {
  await client.query('select pg_advisory_unlock_all()');
  const { rows } = await client.query(`select pg_try_advisory_lock(${leaseLock}) as alone`);
  // While it has the lock alone, whoever comes waits in takeLease and then finds the server gone.
  if (rows[0].alone && (await othersLeave(client))) await stopServer(launcher);
}

/** Whether nobody else is connected, or soon nobody is. A lease without its lock is just being released. */
async function othersLeave(client: pg.Client): Promise<boolean> {
  const others = `
    select count(*)::int as count from pg_stat_activity a
    where a.backend_type = 'client backend' and a.pid <> pg_backend_pid() and (a.application_name <> $1
      or exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory'))`;
  for (const until = Date.now() + settleMs; ; await pause(10)) {
    const { rows } = await client.query(others, [leaseName]);
    if (rows[0].count === 0) return true;
    if (Date.now() > until) return false;
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

/** Nobody listens, or a server that does not know our user or password. */
const isAbsent = (error: unknown): boolean => ['ECONNREFUSED', '28P01', '28000'].includes(codeOf(error));

/** 57P01 to 57P03: the server is shutting down or starting. The messages are pg's, which has no codes for them. */
const isEnding = (error: unknown): boolean =>
  ['ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'].includes(codeOf(error)) ||
  /Connection terminated|not queryable|Client was closed/.test((error as Error).message);

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
