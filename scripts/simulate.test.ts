import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

type Received = { headers: IncomingMessage['headers']; body: string; at: number };
type Answer = { status: number; body: string; headers?: Record<string, string> };

const dataDir = mkdtempSync(join(tmpdir(), 'hookwell-simulate-'));
let received: Received[] = [];
let answer: (event: Stripe.Event, seenBefore: boolean) => Answer;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const at = Date.now();
    let body = '';
    for await (const chunk of request) body += chunk;
    const event = JSON.parse(body) as Stripe.Event;
    const seen = received.some((other) => (JSON.parse(other.body) as Stripe.Event).id === event.id);
    received.push({ headers: request.headers, body, at });
    const { status, headers, body: text } = answer(event, seen);
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhook`;
  vi.stubEnv('NODE_ENV', 'development');
  vi.stubEnv('HOOKWELL_DATA_DIR', dataDir);
  vi.stubEnv('APP_URL', new URL(url).origin);
});

beforeEach(() => {
  received = [];
  answer = ({ id, type }, duplicate) => ({
    status: 200,
    body: JSON.stringify({ received: true, id, type, duplicate }),
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dataDir, { recursive: true });
});

/** Runs the command as `npm run simulate -- …` does. */
function simulate(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/simulate.ts', ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}

describe('sending', { timeout: 20_000 }, () => {
  test("one event arrives signed with this machine's secret, as Stripe sends it", async () => {
    const { code, out } = await simulate('payment_intent.succeeded', '--set', 'data.object.amount=4200');
    expect(code).toBe(0);
    const [{ headers, body }] = received as [Received];
    const { simulator } = JSON.parse(readFileSync(join(dataDir, 'webhook-secrets.json'), 'utf8'));
    const event = Stripe.webhooks.constructEvent(body, headers['stripe-signature'] as string, simulator);
    expect(event.data.object).toMatchObject({ object: 'payment_intent', amount: 4200, amount_received: 4200 });
    expect(body).toBe(JSON.stringify(JSON.parse(body), null, 2));
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    });
    expect(out).toMatch(/^200 {2}payment_intent\.succeeded +evt_\w+ +\d+ ms {2}stored$/m);
    expect(out).toMatch(/^1 sent: 1 stored/m);
    expect(out).toContain(`Next: open ${new URL(url).origin}/orders`);
  });

  test('a scenario arrives in its order, and the printed seed sends it again', async () => {
    const first = await simulate('purchase');
    const types = received.map(({ body }) => JSON.parse(body).type);
    expect(types).toContain('checkout.session.completed');
    expect(first.out.match(/stored$/gm)).toHaveLength(types.length);
    const seed = /--seed (\w+)/.exec(first.out)?.[1] as string;
    const again = await simulate('purchase', '--seed', seed);
    expect(again.out.match(/duplicate$/gm)).toHaveLength(types.length);
    expect(again.out).not.toContain('--seed');
    expect(again.code).toBe(0);
  });

  test('--duplicate sends every event twice, --count with new ids, --shuffle in another order', async () => {
    const { code, out } = await simulate(
      'purchase',
      '--duplicate',
      '--shuffle',
      '--count',
      '2',
      '--concurrency',
      '4',
      '--seed',
      'x',
    );
    expect(code).toBe(0);
    expect(received).toHaveLength(28);
    expect(new Set(received.map(({ body }) => JSON.parse(body).id)).size).toBe(14);
    expect(new Set(received.map(({ body }) => JSON.parse(body).data.object.id)).size).toBe(10);
    expect(received.slice(0, 2).map(({ body }) => JSON.parse(body).type)).not.toEqual([
      'customer.created',
      'customer.created',
    ]);
    expect(out).toMatch(/^28 sent: 14 stored, 14 duplicates/m);
  });

  test('--rate spreads the events over time', async () => {
    await simulate('charge.succeeded', '--count', '6', '--rate', '5');
    const times = received.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(400);
  });

  test('many events are counted, not listed', async () => {
    const { out } = await simulate('charge.succeeded', '--count', '60', '--concurrency', '8');
    expect(out).toMatch(/^60 sent: 60 stored/m);
    expect(out).not.toContain('evt_');
  });

  test('--no-answers leaves out what only Stripe knows', async () => {
    await simulate('charge.succeeded');
    await simulate('charge.succeeded', '--no-answers');
    const [answered, bare] = received.map(({ body }) => JSON.parse(body));
    expect(answered.simulated).toEqual({ invoice_payments: [] });
    expect(bare).not.toHaveProperty('simulated');
  });

  test('--live and --account reach the event', async () => {
    await simulate('payment_method.attached', '--live', '--account', 'acct_1Abc');
    expect(JSON.parse(received[0]?.body as string)).toMatchObject({ livemode: true, account: 'acct_1Abc' });
  });
});

describe('refusals', { timeout: 20_000 }, () => {
  test('a wrong signature is explained and ends with 1', async () => {
    answer = () => ({
      status: 400,
      body: JSON.stringify({ error: { code: 'invalid_signature', message: 'No match.' } }),
    });
    const { code, out, err } = await simulate('payment_intent.succeeded');
    expect(code).toBe(1);
    expect(out).toMatch(/^400 .* invalid_signature: No match\.$/m);
    expect(out).not.toContain('Next:');
    expect(err).toContain('HOOKWELL_DATA_DIR');
  });

  test('one refusal among many ends with 1', async () => {
    answer = ({ type }) =>
      type === 'charge.succeeded' ? { status: 503, body: '' } : { status: 200, body: '{"received":true}' };
    const { code, out } = await simulate('purchase');
    expect(code).toBe(1);
    expect(out).toMatch(/^7 sent: 6 stored, 1 refused/m);
    expect(out).toMatch(/^503 .* no explanation in the answer$/m);
  });

  test('a redirect is not followed', async () => {
    answer = () => ({ status: 308, body: '', headers: { location: '/elsewhere' } });
    const { code, out } = await simulate('payment_intent.succeeded');
    expect(code).toBe(1);
    expect(received).toHaveLength(1);
    expect(out).toContain('redirect, which Stripe does not follow');
  });

  test('without an app it says how to start one, and where it looked', async () => {
    const { code, err } = await simulate('purchase', '--url', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(err).toContain('http://127.0.0.1:9/api/webhook');
    expect(err).toContain('npm run dev');
  });
});

describe('asking', { timeout: 20_000 }, () => {
  test('without arguments, or with --help, it explains itself', async () => {
    const [bare, help] = await Promise.all([simulate(), simulate('--help')]);
    expect(bare).toEqual(help);
    expect(bare.code).toBe(0);
    expect(bare.out).toContain('npm run simulate -- payment_intent.succeeded');
  });

  test('--list names scenarios and types', async () => {
    const { code, out } = await simulate('--list');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}purchase +a card payment/m);
    expect(out).toMatch(/^ {2}invoice_payment\.paid$/m);
  });

  test('--print prints and sends nothing', async () => {
    const { code, out } = await simulate('balance.available', '--print');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ object: 'event', type: 'balance.available' });
    expect(received).toHaveLength(0);
  });

  test.each([
    [['payment_intent.suceeded'], 'Did you mean payment_intent.succeeded?'],
    [['purchase', '--nothing'], '--nothing'],
    [['payment_intent.succeeded', '--set', 'data.object.ammount=1'], 'data.object.amount'],
  ])('a wrong call ends with 2, one line and nothing sent: %j', async (args, hint) => {
    const { code, err } = await simulate(...args);
    expect(err).toContain(hint);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
    expect(received).toHaveLength(0);
  });
});
