import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../harness/database';

test('gives each caller a migrated database of its own, also many at once', async () => {
  const databases = await Promise.all(Array.from({ length: 8 }, createTestDatabase));
  expect(new Set(databases.map(({ url }) => url)).size).toBe(8);
  for (const { url, drop } of databases) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('select count(*)::int as events from hookwell.webhook_events');
    expect(rows).toEqual([{ events: 0 }]);
    await client.end();
    await drop();
  }
});
