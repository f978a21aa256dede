import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { freePort } from '../../harness/free-port';
import { withConnection } from '../../lib/db/with-connection';
import { acquireEmbeddedPostgres } from '../../lib/dev/postgres/embedded-postgres';
import { isAlive } from '../../lib/dev/postgres/is-alive';
import { readPidFile } from '../../lib/dev/postgres/pid-file';

/** Room for the pools of a run's processes and for those that a lost machine leaves behind. */
const MAX_CONNECTIONS = 200;

export type ChaosDatabase = Awaited<ReturnType<typeof startDatabase>>;

/** A PostgreSQL of this run's own, durable as in production, on a port that it keeps through every restart. */
export async function startDatabase() {
  const dir = await mkdtemp(join(tmpdir(), 'hookwell-chaos-'));
  const settings = { port: await freePort(), max_connections: MAX_CONNECTIONS };
  const open = () => acquireEmbeddedPostgres({ dir, settings });
  let lease = await open();

  async function signal(name: NodeJS.Signals): Promise<void> {
    const pid = readPidFile(lease.dataDir)?.pid;
    if (!pid) return;
    process.kill(pid, name);
    while (isAlive(pid)) await pause(5);
  }

  const run = <T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []) =>
    withConnection(url, 'chaos', async (client) => (await client.query<T>(sql, values)).rows);

  return {
    url: lease.url,
    /** Runs one statement on a connection of its own, around every proxy. */
    query: <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => run<T>(lease.url, sql, values),
    /** Makes another database on this server. Nothing in it has to outlive a crash. */
    async makeDatabase(name: string): Promise<string> {
      await run(lease.url, `create database ${name}`);
      await run(lease.url, `alter database ${name} set synchronous_commit = off`);
      const url = new URL(lease.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    /** `fast` cuts all connections and ends in order; `immediate` leaves everything as it is, to be recovered. */
    stop: (mode: 'fast' | 'immediate') => signal(mode === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    async start(): Promise<void> {
      lease = await open();
    },
    async close(): Promise<void> {
      await lease.release();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
    /** For the end of this process, where nothing can be waited for. */
    abandon(): void {
      const pid = readPidFile(lease.dataDir)?.pid;
      if (pid && isAlive(pid)) process.kill(pid, 'SIGQUIT');
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}
