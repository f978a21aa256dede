import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrationNames, migrationsDir } from '@/lib/db/migrations-folder';
import { readPidFile } from '@/lib/dev/postgres/pid-file';
import { createTestDatabase } from '../../../harness/database';
import { embeddedSandbox } from '../../../harness/embedded';
import { startScript } from '../../../harness/processes';

let sandbox: ReturnType<typeof embeddedSandbox>;

beforeEach(() => {
  sandbox = embeddedSandbox();
});

afterEach(() => sandbox.cleanUp());

async function run(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const command = startScript(`scripts/${script}.ts`, args, env);
  const code = await command.exited;
  return { code, output: command.output().trim(), data: command.data().trim() };
}

test.each(['db-generate', 'db-migrate', 'db-migration'])('%s --help says how it is used', async (script) => {
  const { code, output } = await run(script, ['--help']);
  expect(code).toBe(0);
  expect(output).toMatch(new RegExp(`^Usage: npm run ${script.replace('-', ':')}`));
});

describe('db:migrate', () => {
  test('without DATABASE_URL migrates the embedded database while it runs, and leaves it to others', async () => {
    const dir = join(await sandbox.folder(), 'data');
    const lease = await sandbox.acquire({ dir });
    const first = await run('db-migrate', [], { HOOKWELL_DATA_DIR: dir });
    const names = await migrationNames(migrationsDir());
    expect(first).toMatchObject({ code: 0, data: names.map((name) => `Applied ${name}`).join('\n') });
    expect(first.output).toMatch(/^Database: 127\.0\.0\.1:\d+\/hookwell, the embedded one in \/.*\/data\n/);
    const second = await run('db-migrate', [], { HOOKWELL_DATA_DIR: dir });
    expect(second).toMatchObject({ code: 0, data: 'The database is up to date.' });
    expect(readPidFile(join(dir, 'postgres'))).toBeDefined();
    await lease.release();
    expect(await run('db-migrate', [], { HOOKWELL_DATA_DIR: dir })).toMatchObject({ code: 1, data: '' });
    expect(readPidFile(join(dir, 'postgres'))).toBeUndefined();
  });

  test('with DATABASE_URL uses that server and starts none', async () => {
    const dir = join(await sandbox.folder(), 'data');
    const database = await createTestDatabase();
    const result = await run('db-migrate', [], { HOOKWELL_DATA_DIR: dir, DATABASE_URL: database.url });
    expect(result).toMatchObject({ code: 0, data: 'The database is up to date.' });
    expect(existsSync(dir)).toBe(false);
    await database.drop();
  });

  test('with DIRECT_DATABASE_URL goes around the pooler', async () => {
    const database = await createTestDatabase();
    const pooler = 'postgresql://nobody@127.0.0.1:1/pooled';
    const result = await run('db-migrate', [], { DATABASE_URL: pooler, DIRECT_DATABASE_URL: database.url });
    expect(result).toMatchObject({ code: 0, data: 'The database is up to date.' });
    expect(result.output).toMatch(/^Database: 127\.0\.0\.1:1\/pooled \(without the pooler: 127\.0\.0\.1:\d+\/\w+\)\n/);
    await database.drop();
  });

  test('says which server does not answer, without a stack', async () => {
    const { code, output } = await run('db-migrate', [], { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/shop' });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^Database: 127\.0\.0\.1:1\/shop\nPostgreSQL at 127\.0\.0\.1:1\/shop cannot be reached: .*correct DATABASE_URL$/,
    );
  });

  test('refuses what it does not know', async () => {
    expect(await run('db-migrate', ['now'])).toMatchObject({ code: 1, output: expect.stringMatching(/^Too many arg/) });
    expect(await run('db-migrate', ['--now'])).toMatchObject({ code: 1, output: expect.stringMatching(/^Unknown op/) });
  });
});

describe('db:migration', () => {
  test('asks for a name', async () => {
    const { code, output } = await run('db-migration');
    expect(code).toBe(1);
    expect(output).toMatch(/^Which name shall the migration have\?\n\nUsage:/);
  });

  test('refuses a bad one', async () => {
    const { code, output } = await run('db-migration', ['Add-Refunds']);
    expect(code).toBe(1);
    expect(output).toBe(
      '"Add-Refunds" is no name for a migration: lower-case letters, digits and underscores, at most 60, like add_refunds',
    );
  });
});
