import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { readLocalSecrets } from '@/lib/stripe/local-secrets';
import { useInbox } from '../../../harness/inbox';
import { useStripeCli } from '../../../harness/stripe-cli';
import { UNKNOWN_KEY } from '../../../harness/stripe-stand-in/start';

describe('a session of npm run listen', () => {
  useInbox();
  const cli = useStripeCli();
  const kept = () => readLocalSecrets().find(({ label }) => label === 'cli')?.secret;

  // Windows knows no signals between processes; there the terminal's Ctrl-C reaches all of them.
  test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the CLI, takes its secret out again, and is no failure',
    async (signal) => {
      const before = cli.stripe().disconnected.all.length;
      const listen = await cli.listening();
      expect(kept()).toBe(cli.stripe().secret);
      expect(await listen.end(signal)).toBe(0);
      await cli.stripe().disconnected.reach(before + 1);
      expect(kept()).toBeUndefined();
      expect(listen.output()).toContain('The Stripe CLI has ended, and the app has forgotten its secret.');
    },
  );

  test.each([
    [
      'there is no key and no login',
      { STRIPE_SECRET_KEY: '' },
      /There is no key for Stripe\. Either put STRIPE_SECRET_KEY=sk_test_…/,
    ],
    ['the key is a live key', { STRIPE_SECRET_KEY: 'sk_live_0123456789' }, /STRIPE_SECRET_KEY holds a live key/],
    ['the restricted key is a live key', { STRIPE_SECRET_KEY: 'rk_live_0123456789' }, /holds a live key/],
    [
      'Stripe does not know the key',
      { STRIPE_SECRET_KEY: UNKNOWN_KEY },
      /Stripe does not know the key from STRIPE_SECRET_KEY/,
    ],
    ['Stripe cannot be reached', { STRIPE_API_BASE_URL: 'http://127.0.0.1:9' }, /Stripe's API cannot be reached/],
    [
      'the app is not running',
      { APP_URL: 'http://127.0.0.1:9' },
      /No app answers at http:\/\/127\.0\.0\.1:9 \(.+\)\. Start it .* `npm run dev`/,
    ],
  ])('says what to do when %s', async (_, env, message) => {
    const listen = cli.listen([], env);
    expect(await listen.exited).toBe(1);
    expect(listen.output()).toMatch(message);
    expect(listen.output()).not.toMatch(/\n\s+at /);
    expect(listen.output()).not.toMatch(/sk_live_\w/);
  });

  test('says so when something else answers in the place of the app', async () => {
    const other = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const listen = cli.listen(['--forward-to', `127.0.0.1:${port}/api/webhook`]);
    expect(await listen.exited).toBe(1);
    expect(listen.output()).toContain(`What answers at 127.0.0.1:${port} is not Hookwell.`);
    other.close();
  });

  test('says so when the program it is told to run is not the Stripe CLI', async () => {
    const listen = cli.listen(['--stripe-bin', process.execPath]);
    expect(await listen.exited).toBe(1);
    expect(listen.output()).toMatch(/Stripe CLI/);
  });

  test('trigger refuses a live key too, and hands on what Stripe refused', async () => {
    expect(await cli.trigger(['payment_intent.succeeded'], { STRIPE_SECRET_KEY: 'sk_live_0123456789' })).toMatchObject({
      code: 1,
      output: expect.stringContaining('holds a live key'),
    });
    expect(await cli.trigger(['no.such_event'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('no.such_event'),
    });
  });

  test('a declined card is what trigger wants of payment_intent.payment_failed', async () => {
    expect(await cli.trigger(['payment_intent.payment_failed'])).toMatchObject({ code: 0 });
  });
});
