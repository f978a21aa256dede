import Stripe from 'stripe';
import { afterEach, describe, expect, test } from 'vitest';
import { handledTypes } from '@/lib/handlers/registry';
import { useInbox } from '../../../harness/inbox';
import { useStripeAccount } from '../../../harness/stripe-account';
import { UNKNOWN_KEY } from '../../../harness/stripe-stand-in/start';

useInbox({ STRIPE_WEBHOOK_SECRET: '' });
const account = useStripeAccount();
const endpoint = (args: string[], env = {}) => account.run('endpoint', args, env);
const SHOP = 'https://shop.example.com/api/webhook';
const make = (params: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  account.sdk().webhookEndpoints.create({ url: SHOP, enabled_events: ['*'], ...params });

afterEach(() => account.removeEndpoints());

test('--help names every command', async () => {
  const { code, output } = await endpoint(['--help']);
  expect(code).toBe(0);
  for (const name of ['list', 'create', 'update', 'disable', 'delete', 'rotate'])
    expect(output).toContain(`\n  ${name} `);
});

describe('create', () => {
  test('registers just the handled types and the API version of the SDK, and shows the secret once', async () => {
    const { code, output } = await endpoint(['create', '--url', 'https://shop.example.com']);
    expect(code).toBe(0);
    const [made] = await account.endpoints();
    expect(made).toMatchObject({
      url: SHOP,
      api_version: Stripe.API_VERSION,
      status: 'enabled',
      metadata: { hookwell: 'account' },
    });
    expect(made?.enabled_events).toEqual(handledTypes());
    expect(output).toMatch(new RegExp(`^ {2}STRIPE_WEBHOOK_SECRET=${made?.id}:whsec_[0-9a-f]{32}:test$`, 'm'));
    expect((await endpoint(['list'])).output).not.toContain('whsec_');
  });

  test('marks one for connected accounts, and lets it stand beside the account’s own', async () => {
    expect(await endpoint(['create', '--url', SHOP])).toMatchObject({ code: 0 });
    const { code, output } = await endpoint(['create', '--url', SHOP, '--connect'], {
      STRIPE_WEBHOOK_SECRET: 'whsec_0alreadythere',
    });
    expect(code).toBe(0);
    expect(output).toMatch(/STRIPE_WEBHOOK_SECRET=<what stands there>,we_\w+:whsec_\w+:test:connect$/m);
    expect(output).not.toContain('whsec_0alreadythere');
    expect((await account.endpoints()).map(({ metadata }) => metadata.hookwell)).toEqual(['connect', 'account']);
  });

  test.each(['https://shop.example.com/api/webhook/', 'https://shop.example.com/webhook'])(
    'refuses a second one for the same door: %s',
    async (url) => {
      const { id } = await make();
      const { code, output } = await endpoint(['create', '--url', url]);
      expect(code).toBe(1);
      expect(output).toContain(`The endpoint ${id} (enabled) has this URL already`);
      expect(await account.endpoints()).toHaveLength(1);
      expect(await endpoint(['create', '--url', url, '--anyway'])).toMatchObject({ code: 0 });
    },
  );

  test.each([
    ['an address that Stripe does not reach', ['--url', 'http://localhost:3000'], {}, /npm run listen/],
    ['no URL', [], {}, /Where to\?/],
    ['a missing key', ['--url', SHOP], { STRIPE_SECRET_KEY: '' }, /STRIPE_SECRET_KEY is not set/],
    ['an unknown key', ['--url', SHOP], { STRIPE_SECRET_KEY: UNKNOWN_KEY }, /Stripe does not know the key/],
    ['a live key', ['--url', SHOP], { STRIPE_SECRET_KEY: 'sk_live_0123456789' }, /is a live key.*Add --live/],
    ['--live with a test key', ['--url', SHOP, '--live'], {}, /--live was given, but .* test mode/],
    ['Stripe away', ['--url', SHOP], { STRIPE_API_BASE_URL: 'http://127.0.0.1:9' }, /Stripe's API cannot be reached/],
  ])('refuses %s', async (_, args, env, message) => {
    const { code, output } = await endpoint(['create', ...args], env);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/\n\s+at |sk_live_\d/);
  });

  test('passes on that Stripe allows no more than 16', async () => {
    for (let at = 0; at < 16; at++) await make({ url: `https://shop-${at}.example.com/api/webhook` });
    const { code, output } = await endpoint(['create', '--url', SHOP]);
    expect(code).toBe(1);
    expect(output).toMatch(/maximum of 16.*Delete one that is no longer needed/);
  });
});

describe('list', () => {
  test('says whose each endpoint is, and what is odd about it', async () => {
    expect((await endpoint(['list'])).output).toContain('Stripe knows no endpoint');
    const foreign = await make({ api_version: '2020-08-27', enabled_events: ['charge.succeeded', 'account.updated'] });
    await endpoint(['create', '--url', SHOP, '--anyway']);
    const { output } = await endpoint(['list']);
    expect(output).toContain(`${foreign.id}  enabled  test\n  ${SHOP}\n  not made by Hookwell; API 2020-08-27`);
    expect(output).toMatch(/2 event types \(\d+ that are handled are missing, 1 that nobody handles\)/);
    expect(output).toMatch(/Hookwell’s; API \S+; \d+ event types, just those that are handled/);
  });
});

describe('update', () => {
  test('shows the difference of the event types first, and changes nothing without an answer', async () => {
    const { id } = await make({ enabled_events: ['charge.succeeded', 'account.updated'] });
    const asked = await endpoint(['update', id]);
    expect(asked).toMatchObject({ code: 1, output: expect.stringMatching(/\+ charge\.refunded\n[\s\S]*add --yes/) });
    expect(asked.output).toContain('- account.updated (nobody handles it)');
    expect((await account.endpoints())[0]?.enabled_events).toHaveLength(2);

    expect(await endpoint(['update', id, '--yes'])).toMatchObject({ code: 0 });
    const [changed] = await account.endpoints();
    expect(changed?.enabled_events).toEqual(handledTypes());
    expect(changed?.metadata).toEqual({ hookwell: 'account' });
    expect((await endpoint(['update', id])).output).toContain('there is nothing to change');
  });

  test('--keep-others leaves the types in that nobody handles, --url moves it', async () => {
    const { id } = await make({ enabled_events: ['account.updated'] });
    const url = 'https://pay.example.com/webhook';
    await endpoint(['update', id, '--yes', '--keep-others', '--url', url]);
    const [changed] = await account.endpoints();
    expect(changed).toMatchObject({ url, enabled_events: [...handledTypes(), 'account.updated'] });
  });

  test('says so when there is no such endpoint', async () => {
    expect(await endpoint(['update', 'we_none', '--yes'])).toMatchObject({
      code: 1,
      output: expect.stringContaining("No such webhook endpoint: 'we_none'"),
    });
  });
});

test('disable, enable and delete act on one endpoint; the first and the last ask before', async () => {
  const { id } = await make();
  expect(await endpoint(['disable', id])).toMatchObject({ code: 1, output: expect.stringContaining('add --yes') });
  await endpoint(['disable', id, '--yes']);
  expect((await account.endpoints())[0]?.status).toBe('disabled');
  await endpoint(['enable', id]);
  expect((await account.endpoints())[0]?.status).toBe('enabled');
  expect(await endpoint(['delete', id])).toMatchObject({ code: 1, output: expect.stringContaining('for good') });
  await endpoint(['delete', id, '-y']);
  expect(await account.endpoints()).toEqual([]);
  expect(await endpoint(['delete'])).toMatchObject({ code: 1, output: expect.stringContaining('Which one?') });
  expect(await endpoint(['paint'])).toMatchObject({ code: 1, output: expect.stringContaining('no command paint') });
});
