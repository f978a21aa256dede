import pg from 'pg';
import { connectionOptions } from '../lib/db/connection-options';
import { cloneTemplate, type TestDatabase, type TestServer } from './test-server';

const fillLock = 4_665_304;

/**
 * A copy of a database that is costly to fill. The first who asks for `name` fills it; everybody after that, in whatever
 * process, gets a copy. It goes with the server.
 */
export async function cloneFilled(
  server: TestServer,
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const filled = `${server.template}_${name}`;
  const admin = new pg.Client(connectionOptions(server.adminUrl));
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(${fillLock})`);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [filled]);
    if (!rowCount) {
      // It gets its name when it is complete, so that nobody copies half of it.
      const { url } = await cloneTemplate(server);
      await fill(url);
      await admin.query(`alter database ${new URL(url).pathname.slice(1)} rename to ${filled}`);
    }
  } finally {
    await admin.end();
  }
  return cloneTemplate({ ...server, template: filled });
}
