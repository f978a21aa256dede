import pg from 'pg';
import { type App, startApp } from '@/harness/app';
import { createRealisticInbox, inboxEnv } from '@/harness/realistic-inbox';
import { startTcpProxy, type TcpProxy } from '@/harness/tcp-proxy';
import { cloneTemplate, type TestServer } from '@/harness/test-server';

/** An app on a database of its own, behind a connection that can be cut. */
export type RunningApp = { app: App; database: TcpProxy; databaseUrl: string; stop(): Promise<void> };

/** Starting an app is half of what a short test takes, so one goes from test to test, each time with an empty database. */
export class KeptApp {
  private kept: { key: string; running: RunningApp } | null = null;

  /** An app with this environment over what its database holds at first: the one that was kept, emptied, or a new one. */
  async take(env: Record<string, string>, data: 'nothing' | 'realistic'): Promise<RunningApp> {
    const key = keyOf(env, data);
    if (this.kept?.key === key) {
      const { running } = this.kept;
      await empty(running.databaseUrl);
      this.kept = null;
      return running;
    }
    await this.stop();
    return start(env, data);
  }

  /** Takes one back, for the next test that needs the same. */
  async keep(running: RunningApp, env: Record<string, string>): Promise<void> {
    await this.stop();
    this.kept = { key: keyOf(env, 'nothing'), running };
  }

  async stop(): Promise<void> {
    await this.kept?.running.stop();
    this.kept = null;
  }
}

const keyOf = (env: Record<string, string>, data: string): string => JSON.stringify([data, env]);

async function start(env: Record<string, string>, data: 'nothing' | 'realistic'): Promise<RunningApp> {
  const server = JSON.parse(process.env.HOOKWELL_E2E_SERVER ?? '') as TestServer;
  const { url, drop } = await (data === 'realistic' ? createRealisticInbox(server) : cloneTemplate(server));
  if (data === 'nothing') await withClient(url, (client) => client.query(REMEMBER));
  const database = await startTcpProxy(url);
  const app = await startApp(database.url, { ...(data === 'realistic' ? inboxEnv : {}), ...env });
  return {
    app,
    database,
    databaseUrl: url,
    async stop() {
      await app.end();
      await database.close();
      await drop();
    },
  };
}

/** What the migrations put into tables, which is there again once a database was emptied. */
const REMEMBER = `
  create schema as_migrated;
  do $$
  declare name text; filled boolean;
  begin
    for name in select tablename from pg_tables where schemaname = 'hookwell' loop
      execute format('select exists (select from hookwell.%I)', name) into filled;
      if filled then execute format('create table as_migrated.%I as table hookwell.%I', name, name); end if;
    end loop;
  end $$`;

/** What an app needs of its own start: that it is migrated, and that its worker lives. */
const OWN = `('_prisma_migrations', 'worker_heartbeats')`;

const EMPTY = `
  do $$
  declare name text;
  begin
    execute (select 'truncate ' || string_agg(format('hookwell.%I', tablename), ', ') || ' restart identity'
      from pg_tables where schemaname = 'hookwell' and tablename not in ${OWN});
    for name in select tablename from pg_tables where schemaname = 'as_migrated' and tablename not in ${OWN} loop
      execute format('insert into hookwell.%I overriding system value table as_migrated.%I', name, name);
    end loop;
  end $$`;

/** Empties the database under a running app. What its worker has in hand is done before; what waits is gone. */
async function empty(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (;;) {
      await client.query('delete from hookwell_worker._private_jobs where locked_at is null');
      const { rowCount } = await client.query('select from hookwell_worker._private_jobs limit 1');
      if (rowCount === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (;;) {
      try {
        await client.query(EMPTY);
        return;
      } catch (error) {
        // The app's own periodic work held a table the other way round.
        if ((error as { code?: string }).code !== '40P01') throw error;
      }
    }
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
