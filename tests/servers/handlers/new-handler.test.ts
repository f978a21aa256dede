import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandFile } from '@/scripts/support/run-node';
import { useInbox } from '../../../harness/inbox';

// The database of this file is the server that the copy's own test runs on.
const inbox = useInbox();
const root = createRequire(import.meta.url)
  .resolve('../../../package.json')
  .replace(/package\.json$/, '');
let copy: string;

/** A checkout without what a handler does not need. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'hookwell-new-handler-'));
  const parts = [
    'lib',
    'scripts',
    'prisma',
    'harness',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'biome.rooms.json',
    'vitest.config.ts',
    '.gitignore',
  ];
  for (const part of parts) await cp(join(root, part), join(copy, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rm(copy, { recursive: true, force: true, maxRetries: 5 }));

async function node(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: inbox.url(), FORCE_COLOR: '0', NO_COLOR: '1' };
  const child = spawn(process.execPath, args, { cwd: copy, env });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, error };
}

const newHandler = (...args: string[]) => node('--import', 'tsx', 'scripts/new-handler.ts', ...args);
const read = (file: string) => readFile(join(copy, file), 'utf8');

describe('npm run new:handler', () => {
  it('writes a handler, its line in the list and its test, which compile, are formatted, and pass', async () => {
    // One that the simulator knows and Hookwell handles, one that neither does, one whose object has no id, a core one.
    const runs = [
      ['charge.succeeded'],
      ['radar.early_fraud_warning.created'],
      ['cash_balance.funds_available'],
      ['topup.created', '--core'],
    ];
    const written: string[] = [];
    for (const args of runs) {
      const run = await newHandler(...args);
      expect(run, run.error).toMatchObject({ code: 0 });
      written.push(...(/^Wrote (.+)$/m.exec(run.out)?.[1] ?? '').split(', '));
    }
    expect(written).toEqual(
      expect.arrayContaining([
        'lib/handlers/custom/charge.succeeded.ts',
        'lib/handlers/custom/index.ts',
        'tests/integration/handlers/custom/charge.succeeded.test.ts',
        'lib/handlers/topups.ts',
        'lib/handlers/registry.ts',
        'tests/integration/handlers/topup.created.test.ts',
      ]),
    );
    expect((await read('lib/handlers/custom/index.ts')).replaceAll(/\s+/g, ' ')).toContain(
      'cashBalanceFundsAvailable, chargeSucceeded, radarEarlyFraudWarningCreated',
    );
    expect(await read('lib/handlers/custom/radar.early_fraud_warning.created.ts')).toContain(
      'Occurs whenever an early fraud',
    );
    expect(await read('lib/handlers/registry.ts')).toMatch(/\n {2}topups,\n/);

    await writeFile(
      join(copy, 'tsconfig.written.json'),
      JSON.stringify({ extends: './tsconfig.json', include: written }),
    );
    const [compiled, linted, tested] = await Promise.all([
      node(commandFile('typescript', 'tsc'), '--noEmit', '-p', 'tsconfig.written.json'),
      node(commandFile('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', ...written),
      node(commandFile('vitest'), 'run', '--project', 'integration', 'tests/integration/handlers'),
    ]);
    expect(compiled).toMatchObject({ code: 0, out: '' });
    expect(linted.code, linted.out + linted.error).toBe(0);
    expect(tested.code, tested.out + tested.error).toBe(0);
    expect(tested.out).toContain('4 passed');
  }, 120_000);

  it('refuses a type that Stripe does not send, and names the nearest', async () => {
    expect(await newHandler('invoice.payed')).toMatchObject({
      code: 1,
      error: expect.stringContaining('invoice.paid'),
    });
    expect(await newHandler()).toMatchObject({ code: 1, error: expect.stringContaining('Which type of event?') });
    expect(await newHandler('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--core') });
  });

  it('refuses a type that has a handler there, and leaves it as it is', async () => {
    const before = await read('lib/handlers/registry.ts');
    const run = await newHandler('payment_intent.succeeded', '--core');
    expect(run).toMatchObject({ code: 1, error: expect.stringContaining('is there already') });
    expect(await read('lib/handlers/registry.ts')).toBe(before);
    // A family that is there takes a further type as a line.
    const another = await newHandler('credit_note.created', '--core');
    expect(another).toMatchObject({ code: 0 });
    expect(await newHandler('credit_note.updated', '--core')).toMatchObject({
      code: 1,
      error: expect.stringContaining('add credit_note.updated to it'),
    });
  });
});
