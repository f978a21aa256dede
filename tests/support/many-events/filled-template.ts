import pg from 'pg';
import { cloneTemplate, type TestDatabase, type TestServer } from '../test-server';
import { fillStatements } from './fill.sql';

const fillLock = 4_665_304;

/**
 * A database with many events (see fill.sql.ts), its statistics up to date. The first who asks fills a template, in
 * about 15 seconds for 200,000; everybody after that, in whatever process, gets a copy of it. It goes with the server.
 */
export async function createFilledDatabase(server: TestServer, events: number): Promise<TestDatabase> {
  const filled = `${server.template}_filled_${events}`;
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(${fillLock})`);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [filled]);
    if (!rowCount) {
      // It gets its name when it is complete, so that nobody copies half of it.
      const { url } = await cloneTemplate(server);
      await fill(url, events);
      await admin.query(`alter database ${new URL(url).pathname.slice(1)} rename to ${filled}`);
    }
  } finally {
    await admin.end();
  }
  return cloneTemplate({ ...server, template: filled });
}

async function fill(url: string, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set synchronous_commit = off; set work_mem = '64MB'; set maintenance_work_mem = '128MB'`);
    // Half a million checks of foreign keys take seconds; where the tests' user may not leave them out, they are made.
    await client.query('set session_replication_role = replica').catch(() => {});
    for (const statement of fillStatements(events)) await client.query(statement);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
