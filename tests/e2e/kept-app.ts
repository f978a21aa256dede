import { type App, startApp } from '@/harness/app';
import { createRealisticInbox, inboxEnv } from '@/harness/realistic-inbox';
import { startTcpProxy, type TcpProxy } from '@/harness/tcp-proxy';
import { cloneTemplate, type TestServer } from '@/harness/test-server';
import { withConnection } from '@/lib/db/with-connection';

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

/** What an app needs of its own start: that it is migrated, and that its worker lives. */
const OWN = `('_prisma_migrations', 'worker_heartbeats')`;

/** A migration fills no table. */
const EMPTY = `
  do $$
  begin
    execute (select 'truncate ' || string_agg(format('hookwell.%I', tablename), ', ') || ' restart identity'
      from pg_tables where schemaname = 'hookwell' and tablename not in ${OWN});
  end $$`;

/** Empties the database under a running app. What its worker has in hand is done before; what waits is gone. */
async function empty(url: string): Promise<void> {
  await withConnection(url, 'test', async (client) => {
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
