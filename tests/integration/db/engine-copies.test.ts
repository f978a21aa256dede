import { expect, it, vi } from 'vitest';
import { createBareDatabase } from '../../../harness/database';

it('two copies of the engine’s file in one process migrate at the same moment, on one engine', async () => {
  const copies = [];
  for (let copy = 0; copy < 4; copy++) {
    vi.resetModules();
    copies.push(await import('@/lib/db/migrate'));
  }
  const databases = await Promise.all(copies.map(() => createBareDatabase()));
  const results = await Promise.all(copies.map(({ migrateDatabase }, i) => migrateDatabase(databases[i]?.url ?? '')));
  expect(new Set(results.map(({ applied }) => applied.length)).size).toBe(1);
  expect(results[0]?.applied.length).toBeGreaterThan(0);
  await Promise.all(databases.map(({ drop }) => drop()));
});
