import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../harness/app';
import { testBuild } from '../../harness/build-app';
import { newSecret, testSecret } from '../../harness/deliveries';
import { useInbox } from '../../harness/inbox';
import { startScript } from '../../harness/processes';
import { testAuthSecret } from '../../harness/sign-in';

const inbox = useInbox();

/** Starts the app with one thing wrong and returns what it says before it ends with 1. */
async function refusedStart(env: Record<string, string | undefined>): Promise<string> {
  const app = startScript('scripts/start.ts', [], {
    DATABASE_URL: inbox.url(),
    PORT: '0',
    NEXT_DIST_DIR: testBuild,
    AUTH_SECRET: testAuthSecret,
    STRIPE_MODE: 'test',
    ...env,
  });
  expect(await app.exited, app.output()).toBe(1);
  return app.output();
}

describe('npm start', () => {
  it.each([
    ['PORT', 'abc', /PORT is not a whole number; set it like PORT=3000/],
    ['DATABASE_URL', 'mysql://root:hunter2@db/shop', /DATABASE_URL is not a PostgreSQL URL/],
    ['WEBHOOK_TOLERANCE_SECONDS', '0', /WEBHOOK_TOLERANCE_SECONDS must be between 1 and/],
    ['WORKER', 'maybe', /WORKER must be inline/],
    ['STRIPE_SECRET_KEY', 'pk_test_hunter2', /STRIPE_SECRET_KEY does not start with sk_test_/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL must be trace/],
    ['AUTH_SECRET', 'hunter2', /AUTH_SECRET is shorter than 32 characters; make one with: openssl rand -base64 32/],
    ['TRUST_PROXY', 'yes-hunter2', /TRUST_PROXY is not a whole number; set it like TRUST_PROXY=1/],
  ])('ends over a malformed %s, names it and shows no value', async (name, value, message) => {
    const output = await refusedStart({ [name]: value });
    expect(output).toMatch(message);
    expect(output).not.toContain('hunter2');
    expect(output).not.toContain('    at ');
  });

  it.each([
    ['an API key', 'sk_test_hunter2', /looks like an API key; a webhook secret starts with whsec_/],
    ['no prefix', 'hunter2', /does not start with whsec_/],
    ['a kept label', `simulator:${newSecret()}`, /labelled "simulator", which is kept for development/],
    ['a label twice', `a:${newSecret()},a:${newSecret()}`, /the label "a" stands there twice/],
    ['quotation marks', `"${newSecret()}"`, /has a quotation mark in it; write it without quotes/],
    ['a semicolon', `${newSecret()};`, /has a semicolon in it/],
    ['a placeholder', 'whsec_…', /is a placeholder, or was cut off/],
    ['nonsense behind it', `a:${newSecret()}:old`, /something else than :test, :live, :connect, :acct_… or :retired/],
  ])('ends over a webhook secret with %s', async (_, value, message) => {
    const output = await refusedStart({ STRIPE_WEBHOOK_SECRET: value });
    expect(output).toMatch(message);
    expect(output).not.toContain('hunter2');
  });

  it('tells every problem at once', async () => {
    const output = await refusedStart({ PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(output).toMatch(/PORT[\s\S]*LOG_LEVEL/);
  });

  it('says what to set when there is no database', async () => {
    expect(await refusedStart({ DATABASE_URL: undefined })).toMatch(
      /Set DATABASE_URL=postgresql:\/\/[\s\S]*npm start -- --try/,
    );
  });

  it('--try serves the embedded database to this machine, needs nothing set, and ends with it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'hookwell-try-'));
    const env = { HOOKWELL_DATA_DIR: dataDir, PORT: '0', NEXT_DIST_DIR: testBuild };
    const app = startScript('scripts/start.ts', ['--try'], env);
    try {
      const [, url] = await app.printed(/Hookwell is ready: (http:\/\/127\.0\.0\.1:\d+)/);
      expect(app.output()).toMatch(/^Database: 127\.0\.0\.1:\d+\/hookwell, the embedded one in /);
      expect((await fetch(`${url}/api/health`)).status).toBe(200);
      const added = startScript('scripts/user-add.ts', ['ann@example.com', '--link'], { HOOKWELL_DATA_DIR: dataDir });
      expect(await added.exited, added.output()).toBe(0);
      expect(added.output()).toMatch(/^Database: .*the embedded one in .*\nAdded ann@example\.com/);
      expect(await app.end()).toBe(0);
      expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    } finally {
      await app.end('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('--try stops where DATABASE_URL is set', async () => {
    const env = { DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/shop', NEXT_DIST_DIR: testBuild };
    const app = startScript('scripts/start.ts', ['--try'], env);
    expect(await app.exited).toBe(1);
    expect(app.output()).toMatch(/^DATABASE_URL is set \(127\.0\.0\.1:1\/shop\)/);
  });

  it('says what to set when nothing signs the sessions', async () => {
    expect(await refusedStart({ AUTH_SECRET: undefined })).toMatch(/AUTH_SECRET is not set.*openssl rand -base64 32/);
  });

  it.each(['', `shop:${newSecret()}`, `shop:${newSecret()}:live,trial:${newSecret()}:test`])(
    'says what to set when nothing tells its mode',
    async (secrets) => {
      expect(await refusedStart({ STRIPE_MODE: undefined, STRIPE_WEBHOOK_SECRET: secrets })).toMatch(
        /STRIPE_MODE is not set, and nothing else says .*; set STRIPE_SECRET_KEY, or STRIPE_MODE=live \(or test\), or write :live/,
      );
    },
  );

  it('says that the database cannot be reached', async () => {
    const output = await refusedStart({ DATABASE_URL: 'postgresql://hookwell:hunter2@127.0.0.1:1/hookwell' });
    expect(output).toMatch(/127\.0\.0\.1:1/);
    expect(output).not.toContain('hunter2');
  });

  it('says that the port is in use, and the next step', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refusedStart({ HOST: '127.0.0.1', PORT: String(port) })).toContain(
      `Port ${port} on 127.0.0.1 is in use`,
    );
    other.close();
  });

  it('says that there is no build yet', async () => {
    expect(await refusedStart({ NEXT_DIST_DIR: '.next-nowhere' })).toContain('npm run build');
  });

  it('listens on every address, and prints one link for the first admin until somebody can sign in', async () => {
    const [one, two] = await Promise.all([startApp(inbox.url()), startApp(inbox.url(), { WORKER: 'external' })]);
    const links = await Promise.all([one, two].map((app) => app.printed(/\/welcome\?token=([\w-]{43})/)));
    expect(links[0]?.[1]).toBe(links[1]?.[1]);
    const everywhere = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.family === 'IPv4' && !address.internal);
    for (const address of everywhere) {
      const url = new URL(one.url);
      url.hostname = address?.address ?? '';
      expect((await fetch(new URL('/api/health', url))).status).toBe(200);
    }
    await one.signIn('viewer');
    await Promise.all([one.end(), two.end()]);
    const third = await startApp(inbox.url());
    expect(await third.end()).toBe(0);
    expect(third.output()).not.toContain('/welcome');
  });

  it('prints no secret and answers no powered-by', async () => {
    const app = await startApp(inbox.url());
    const response = await fetch(`${app.url}/api/health`);
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(await app.end()).toBe(0);
    expect(app.output()).toContain('STRIPE_SECRET_KEY is not set: subscriptions need it');
    expect(app.output()).not.toContain(testSecret);
    expect(app.output()).not.toContain(testAuthSecret);
  });
});
