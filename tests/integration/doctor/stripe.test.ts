import { createServer } from 'node:http';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handledTypes } from '@/lib/handlers/registry';
import { checkStripe } from '@/lib/ops/doctor/check-stripe';
import { META } from '@/lib/ops/endpoints/endpoint';
import { useStripeAccount } from '../../../harness/stripe-account';
import { UNKNOWN_KEY } from '../../../harness/stripe-stand-in/start';

const account = useStripeAccount();
const URL = 'https://shop.example.com/api/webhook';
type Create = Stripe.WebhookEndpointCreateParams;

const make = (params: Partial<Create> = {}) =>
  account.sdk().webhookEndpoints.create({
    url: URL,
    enabled_events: handledTypes() as Create['enabled_events'],
    api_version: Stripe.API_VERSION,
    metadata: { [META.ours]: 'account' },
    ...params,
  });
const disable = (id: string) => account.sdk().webhookEndpoints.update(id, { disabled: true });

async function check(url = URL, stripe = account.sdk()): Promise<string[]> {
  const findings = await checkStripe(stripe, { url, handled: handledTypes() });
  for (const { severity, fix } of findings) expect(Boolean(fix)).toBe(severity !== 'ok');
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

afterEach(() => account.removeEndpoints());

describe('the endpoint', () => {
  test('is as it should be', async () => {
    await make();
    expect(await check()).toEqual(['ok endpoint']);
    expect(await check('https://shop.example.com/webhook')).toEqual(['ok endpoint']);
  });

  test('is missing, which is right on a laptop', async () => {
    expect(await check()).toEqual(['error endpoint_missing']);
    await make({ url: 'https://other.example.com/api/webhook' });
    expect(await check()).toEqual(['error endpoint_missing']);
    await account.removeEndpoints();
    expect(await check('http://localhost:3000/api/webhook')).toEqual(['ok endpoint_local']);
  });

  test('is switched off', async () => {
    const { id } = await make();
    await disable(id);
    expect(await check()).toEqual(['error endpoint_disabled']);
  });

  test.each<[string, Partial<Create>]>([
    ['warn endpoint_version', { api_version: '2020-08-27' }],
    ['warn endpoint_version', { api_version: undefined }],
    ['warn types_all', { enabled_events: ['*'] }],
    ['error types_not_sent', { enabled_events: handledTypes().slice(1) as Create['enabled_events'] }],
    ['warn types_unhandled', { enabled_events: [...handledTypes(), 'account.updated'] as Create['enabled_events'] }],
    [
      'error endpoint_misses_invoice_payment',
      { enabled_events: handledTypes().filter((type) => type !== 'invoice_payment.paid') as Create['enabled_events'] },
    ],
  ])('%s', async (expected, params) => {
    await make(params);
    expect(await check()).toEqual([expected]);
  });
});

test('an endpoint that hears one type of invoices has to hear what links them', async () => {
  await make({ enabled_events: ['invoice.paid'] });
  expect(await check()).toEqual(['error endpoint_misses_invoice_payment', 'error types_not_sent']);
  await account.removeEndpoints();
  await make({ enabled_events: ['payment_intent.succeeded'] });
  expect(await check()).toEqual(['error types_not_sent']);
});

describe('two endpoints', () => {
  beforeEach(() => make());

  test('on the same URL', async () => {
    await make();
    expect(await check()).toEqual(['ok endpoint', 'ok endpoint', 'warn endpoints_twice']);
  });

  test('on /webhook and /api/webhook', async () => {
    await make({ url: 'https://shop.example.com/webhook' });
    expect(await check()).toContain('warn endpoints_twice');
  });

  test('of which one is for Connect, or off, are as they should be', async () => {
    await make({ metadata: { [META.ours]: 'connect' } });
    expect(await check()).toEqual(['ok endpoint', 'ok endpoint']);
    await disable((await make()).id);
    expect(await check()).toEqual(['ok endpoint', 'ok endpoint']);
  });

  test('that are a rotation', async () => {
    const [old] = await account.endpoints();
    const next = await make({ metadata: { [META.ours]: 'account', [META.replaces]: old?.id ?? '' } });
    expect(await check()).toEqual(['ok endpoint', 'ok endpoint', 'warn rotation_open']);
    await disable(next.id);
    expect(await check()).toEqual(['ok endpoint', 'warn rotation_open']);
  });
});

describe('Stripe', () => {
  const stripeAt = (port: number, key = 'sk_test_x') =>
    new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });

  test('does not know the key', async () => {
    const { port } = new globalThis.URL(account.access().STRIPE_API_BASE_URL as string);
    expect(await check(URL, stripeAt(Number(port), UNKNOWN_KEY))).toEqual(['error key_refused']);
  });

  test('forbids it to a restricted key', async () => {
    const server = createServer((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"error":{"type":"invalid_request_error","message":"This key lacks rak_webhook_read."}}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    expect(await check(URL, stripeAt(port))).toEqual(['error key_refused']);
    server.close();
    server.closeAllConnections();
  });

  test('is away', async () => {
    expect(await check(URL, stripeAt(9))).toEqual(['error stripe_unreachable']);
  });

  test('has another time than this machine', async () => {
    await make();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 120_000 });
    expect(await check()).toEqual(['error local_clock', 'ok endpoint']);
    vi.useRealTimers();
  });
});
