import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { handledTypes } from '@/lib/handlers/registry';
import type { GroupReport } from '@/lib/ops/doctor/finding';
import { testSecret } from '../../../harness/deliveries';
import { startDoor } from '../../../harness/door';
import { freePort } from '../../../harness/free-port';
import { useInbox, useWorker } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';
import { useStripeAccount } from '../../../harness/stripe-account';

const inbox = useInbox();
useWorker(inbox);
const account = useStripeAccount();
let door: Awaited<ReturnType<typeof startDoor>>;

beforeAll(async () => {
  door = await startDoor();
  await account.sdk().webhookEndpoints.create({
    url: `${door.url}/api/webhook`,
    enabled_events: handledTypes() as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
    api_version: Stripe.API_VERSION,
    metadata: { hookwell: 'account' },
  });
});
afterAll(() => door.stop());

let env: Record<string, string>;
beforeEach(() => {
  env = { DATABASE_URL: inbox.url(), STRIPE_WEBHOOK_SECRET: testSecret, APP_URL: door.url };
});

async function doctor(args: string[] = []) {
  const { code, output, data } = await account.run('doctor', args, env);
  expect(output).not.toMatch(/whsec_[0-9a-f]|sk_test_\d/);
  return { code, output, data };
}

describe('npm run doctor', () => {
  test('on a healthy app ends with 0, group by group', async () => {
    const { code, output } = await doctor();
    expect(output).toMatch(
      /^Database: 127\.0\.0\.1:\d+\/\w+\nConfiguration\n[\s\S]*\n\nReachability\n[\s\S]*\n\nStripe\n[\s\S]*\n\nDatabase\n[\s\S]*\n\nWorker\n/,
    );
    expect(output).toContain('✓ The app verifies what is signed with the secret "secret-1"');
    expect(output).not.toContain('✗');
    expect(output.trim()).toMatch(/[12] warnings?\. docs\/doctor\.md explains/);
    expect(code).toBe(0);
  });

  test('with an error ends with 1, and puts what to do beneath it', async () => {
    env.STRIPE_SECRET_KEY = 'pk_test_0123456789';
    const { code, output } = await doctor();
    expect(code).toBe(1);
    expect(output).toContain(
      '  ✗ STRIPE_SECRET_KEY holds a publishable key (pk_…) [key_publishable]\n    → Put the secret key there',
    );
    // The app would not start: the rest is not looked at.
    expect(output.match(/\[not_checked\]/g)).toHaveLength(4);
  });

  test('--json is for programs', async () => {
    env.APP_URL = `http://127.0.0.1:${await freePort()}`;
    const { code, data } = await doctor(['--json']);
    const report = JSON.parse(data) as { ok: boolean; groups: GroupReport[] };
    expect(code).toBe(1);
    expect(report.ok).toBe(false);
    expect(report.groups.map(({ group }) => group)).toEqual([
      'configuration',
      'reachability',
      'stripe',
      'database',
      'worker',
    ]);
    expect(report.groups[1]?.findings.at(-1)).toMatchObject({ severity: 'error', code: 'app_not_running' });
  });

  test('--only looks at some, --url at another address', async () => {
    const { code, output } = await doctor(['--only', 'reachability', '--url', `${door.url}/webhook`]);
    expect(code).toBe(0);
    expect(output).toMatch(/^Reachability\n/);
    expect(output).not.toContain('Database');
    expect(await doctor(['--only', 'weather'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('not weather'),
    });
    expect(await doctor(['--url', 'http://['])).toMatchObject({
      code: 1,
      output: expect.stringContaining('is no URL'),
    });
  });

  test('a database that is away keeps the worker from being looked at', async () => {
    env.DATABASE_URL = 'postgresql://me:pw0123@127.0.0.1:9/shop';
    const { code, output } = await doctor(['--only', 'database,worker']);
    expect(code).toBe(1);
    expect(output).toMatch(/\[database_unreachable\][\s\S]*Worker\n {2}! Not checked/);
    expect(output).not.toContain('pw0123');
  });

  test('without anything set says what is missing, and makes no database', async () => {
    env = { DATABASE_URL: '', STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '', APP_URL: 'http://127.0.0.1:9' };
    const { code, output } = await doctor();
    expect(code).toBe(1);
    for (const finding of ['key_missing', 'webhook_secret_missing', 'stripe_not_checked', 'database_none'])
      expect(output).toContain(`[${finding}]`);
    expect(output).toContain('.env.production.local, .env.local, .env.production and .env in ');
  });

  test('without a key, invoices are an error', async () => {
    await storeEvents([buildEvent('invoice.finalized')]);
    env.STRIPE_SECRET_KEY = '';
    const { code, output } = await doctor(['--only', 'worker']);
    expect(code).toBe(1);
    expect(output).toMatch(/✗ Invoices arrive, but STRIPE_SECRET_KEY is not set.*\[key_missing_for_subscriptions\]/);
    expect((await doctor(['--only', 'worker'])).output).toContain('2025-03-31');
  });

  test('--help says how it is used', async () => {
    expect(await doctor(['--help'])).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Usage: npm run doctor/),
    });
  });
});
