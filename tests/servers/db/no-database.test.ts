import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../harness/database';
import { embeddedSandbox } from '../../../harness/embedded';
import { startNode, startScript } from '../../../harness/processes';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hookwell-no-database-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

type Ran = { code: number | null; output: string; data: string };

async function run(script: string, args: string[], env: Record<string, string>, cwd?: string): Promise<Ran> {
  const command = startScript(`scripts/${script}.ts`, args, env, cwd);
  return { code: await command.exited, output: command.output(), data: command.data() };
}

/** Every command that works on the app's database, with what it needs to get so far. */
const commands: [script: string, args: string[]][] = [
  ['start', []],
  ['worker', []],
  ['sweep', []],
  ['check-money', ['--json']],
  ['backup', ['FILE']],
  ['restore', ['FILE']],
  ['rebuild', []],
  ['rebuild', ['--charts']],
  ['erase', ['cus_1']],
  ['user-add', ['ann@example.com', '--link']],
  ['user-reset', ['ann@example.com']],
  ['db-migrate', []],
  ['doctor', ['--only', 'database']],
];

describe('without DATABASE_URL', () => {
  it.each(commands)('%s %j stops, says where it looked, and makes nothing', async (script, args) => {
    const file = join(dir, 'backup.sql.gz');
    const data = join(dir, 'data');
    const { code, output } = await run(
      script,
      args.map((arg) => (arg === 'FILE' ? file : arg)),
      { HOOKWELL_DATA_DIR: data, STRIPE_SECRET_KEY: 'sk_test_0123456789' },
    );
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL is not set');
    expect(output).toMatch(
      /Looked in the environment.*\.env\.production\.local, \.env\.local, \.env\.production and \.env in /,
    );
    expect(output).toContain('Set DATABASE_URL=postgresql://');
    expect(existsSync(data)).toBe(false);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it('starts no embedded database either whose files lie there', async () => {
    const sandbox = embeddedSandbox();
    try {
      const lease = await sandbox.acquire({ dir });
      await lease.release();
      const { code, output } = await run('backup', [join(dir, 'backup.sql.gz')], { HOOKWELL_DATA_DIR: dir });
      expect(code).toBe(1);
      expect(output).toContain('DATABASE_URL is not set');
      expect(existsSync(join(lease.dataDir, 'postmaster.pid'))).toBe(false);
    } finally {
      await sandbox.cleanUp();
    }
  });
});

describe('the first line names the database', () => {
  it.each(commands.filter(([script]) => ['check-money', 'backup', 'rebuild', 'erase', 'user-add'].includes(script)))(
    'of %s %j, beside the data',
    async (script, args) => {
      const database = await createTestDatabase();
      try {
        const { output, data } = await run(
          script,
          args.map((arg) => (arg === 'FILE' ? join(dir, 'backup.sql.gz') : arg)),
          { DATABASE_URL: `${database.url}?schema=shop`, ERASURE_KEY: 'e'.repeat(40) },
        );
        const { host, pathname, password } = new URL(database.url);
        const [first, second] = output.split('\n');
        expect(first).toBe(`Database: ${host}${pathname}`);
        expect(second).toMatch(/^DATABASE_URL: schema= has no effect/);
        expect(data).not.toContain('Database:');
        expect(output).not.toContain(password);
      } finally {
        await database.drop();
      }
    },
  );
});

/** Nobody listens there: it is the first line that counts. */
const at = (name: string) => `postgresql://me:hunter2@127.0.0.1:1/${name}`;

/** Runs a command in a folder with these files. */
async function inFolder(files: Record<string, string>, env: Record<string, string> = {}): Promise<Ran> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  const ran = await run('db-migrate', [], env, dir);
  expect(ran.code).toBe(1);
  expect(ran.output).not.toContain('hunter2');
  return ran;
}

describe('the .env files', () => {
  const all = ['.env.production.local', '.env.local', '.env.production', '.env'];
  it.each(all.map((name, index) => [name, all.slice(index)] as const))(
    'are read as Next does in production: %s before the rest',
    async (first, rest) => {
      const files = rest.map((name) => [name, `DATABASE_URL=${at(name.replaceAll('.', '_'))}\n`]);
      const { output } = await inFolder(Object.fromEntries(files), { NODE_ENV: 'production' });
      expect(output.split('\n')[0]).toBe(`Database: 127.0.0.1:1/${first.replaceAll('.', '_')}`);
    },
  );

  it('of development are read where NODE_ENV says so', async () => {
    const files = { '.env.development': `DATABASE_URL=${at('dev')}`, '.env.production': `DATABASE_URL=${at('prod')}` };
    expect((await inFolder(files, { NODE_ENV: 'development' })).output).toMatch(/^Database: 127\.0\.0\.1:1\/dev\n/);
    expect((await inFolder(files, { NODE_ENV: 'production' })).output).toMatch(/^Database: 127\.0\.0\.1:1\/prod\n/);
    expect((await inFolder(files)).output).toMatch(/^The \.env files name two databases.*NODE_ENV=production or/);
    expect((await inFolder(files, { DATABASE_URL: at('set') })).output).toMatch(/^Database: 127\.0\.0\.1:1\/set\n/);
  });

  it('of development are named where they alone have a database', async () => {
    const { output } = await inFolder({ '.env.development': `DATABASE_URL=${at('dev')}` });
    expect(output).toMatch(/DATABASE_URL is not set[\s\S]*files of development have one: NODE_ENV=development/);
  });

  it('of development are read while npm run dev runs here', async () => {
    await mkdir(join(dir, '.hookwell'));
    const dev = startNode(['-e', 'console.log("on"); setInterval(() => {}, 1000)', 'scripts/dev.ts'], {});
    try {
      await dev.printed(/on/);
      await writeFile(join(dir, '.hookwell', 'dev.pid'), `${dev.process.pid}\n`);
      const files = {
        '.env.development': `DATABASE_URL=${at('dev')}`,
        '.env.production': `DATABASE_URL=${at('prod')}`,
      };
      expect((await inFolder(files)).output).toMatch(/^Database: 127\.0\.0\.1:1\/dev\n/);
    } finally {
      await dev.end('SIGKILL');
    }
    expect((await inFolder({})).output).toMatch(/^The \.env files name two databases/);
  });

  it.each([
    [
      'DATABASE_URL=postgresql://me:a#hunter2@127.0.0.1:1/db',
      /^DATABASE_URL in \.env holds a #.*Put the URL in quotes/,
    ],
    [
      'DATABASE_URL="postgresql://me:a$hunter2@127.0.0.1:1/db"',
      /^DATABASE_URL in \.env holds a \$.*Write \\\$ for each/,
    ],
    ['DATABASE_URL=postgresql://me:a$hunter2@127.0.0.1:1/db', /^DATABASE_URL in \.env holds a \$/],
    ["DATABASE_URL='postgresql://me:a#hunter2@127.0.0.1:1/db'", /^Database: 127\.0\.0\.1:1\/db\n/],
    ['DATABASE_URL=postgresql://me:a\\$hunter2@127.0.0.1:1/db', /^Database: 127\.0\.0\.1:1\/db\n/],
    ['SECRET=x\nDATABASE_URL=postgresql://me:\u0024{SECRET}@127.0.0.1:1/db', /^Database: 127\.0\.0\.1:1\/db\n/],
  ])('do not change a password in silence: %s', async (text, expected) => {
    expect((await inFolder({ '.env': text })).output).toMatch(expected);
  });
});
