import pg from 'pg';
import { cloneFilled } from '../shared-template';
import type { TestDatabase, TestServer } from '../test-server';
import { fillStatements } from './fill.sql';

/**
 * A database with many events (see fill.sql.ts), its statistics up to date. The first who asks fills a template, in
 * about 15 seconds for 200,000; everybody after that, in whatever process, gets a copy of it. It goes with the server.
 */
export const createFilledDatabase = (server: TestServer, events: number): Promise<TestDatabase> =>
  cloneFilled(server, `filled_${events}`, (url) => fill(url, events));

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
