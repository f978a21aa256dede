import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { resetEnv } from '@/lib/kit/env';
import type { Finding } from '@/lib/ops/doctor/finding';
import { checkReachability } from '@/lib/ops/doctor/reachability/check-reachability';
import { probeSecret } from '@/lib/ops/doctor/reachability/probe-secret';
import { type Passing, startProxy } from '../../../harness/bad-proxy';
import { newSecret, testSecret } from '../../../harness/deliveries';
import { startDoor } from '../../../harness/door';
import { freePort } from '../../../harness/free-port';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const opened: { stop(): unknown }[] = [];
let door: Awaited<ReturnType<typeof startDoor>>;

beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.stop());
afterEach(async () => {
  vi.useRealTimers();
  for (const each of opened.splice(0)) await each.stop();
  restartApp({ STRIPE_WEBHOOK_SECRET: testSecret, WEBHOOK_TOLERANCE_SECONDS: '' });
});

function restartApp(env: Record<string, string>): void {
  Object.assign(process.env, env);
  resetEnv();
}

const hook = (origin: string) => `${origin}/api/webhook`;

async function check(url: string, secrets = [{ label: 'shop', secret: testSecret }]): Promise<Finding[]> {
  const findings = await checkReachability({ url, secrets, toleranceSeconds: 300 });
  expect(await inbox.prisma().webhookEvent.count()).toBe(0);
  expect(JSON.stringify(findings)).not.toMatch(/whsec_/);
  return findings;
}

/** What the doctor finds through a proxy that does this. */
async function through(meddle: (passing: Passing) => unknown): Promise<Finding[]> {
  const proxy = await startProxy(door.url, meddle);
  opened.push(proxy);
  return check(hook(proxy.url));
}

const named = (findings: Finding[], code: string) => findings.find((finding) => finding.code === code);

/** The one error among the findings. */
function faultIn(findings: Finding[]): Finding {
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors).toHaveLength(1);
  const [fault] = errors as [Finding];
  expect(fault.fix).toBeTruthy();
  return fault;
}

describe('a healthy way', () => {
  test('the signed probe is verified, is no event, and is not stored', async () => {
    const findings = await check(hook(door.url));
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warn not_public',
      'ok probe_accepted',
      'ok clock',
    ]);
  });

  test('a proxy that passes everything on changes nothing', async () => {
    expect(named(await through(({ pass }) => pass()), 'probe_accepted')).toBeDefined();
  });

  test('without a secret it still sees that the way is open', async () => {
    expect(named(await check(hook(door.url), []), 'way_open')).toMatchObject({ severity: 'ok' });
  });

  test('the wrong secret among several is named by its label', async () => {
    const findings = await check(hook(door.url), [
      { label: 'connect', secret: newSecret() },
      { label: 'shop', secret: testSecret },
    ]);
    expect(named(findings, 'probe_accepted')?.message).toContain('"shop"');
    expect(faultIn(findings)).toMatchObject({ code: 'secret_differs', message: expect.stringContaining('"connect"') });
  });
});

describe('the app', () => {
  test('has another secret', async () => {
    restartApp({ STRIPE_WEBHOOK_SECRET: newSecret() });
    expect(faultIn(await check(hook(door.url))).code).toBe('secret_differs');
  });

  test('has retired the secret', async () => {
    restartApp({ STRIPE_WEBHOOK_SECRET: `old:${testSecret}:retired,new:${newSecret()}` });
    expect(faultIn(await check(hook(door.url))).code).toBe('secret_retired_there');
  });

  test('has no secret', async () => {
    restartApp({ STRIPE_WEBHOOK_SECRET: '' });
    expect(faultIn(await check(hook(door.url))).code).toBe('not_configured');
  });

  test('has a clock that is ahead', async () => {
    const { url } = door;
    const proxy = await startProxy(url, ({ pass }) => {
      // Only while the app looks at its clock: the probe was signed before.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
      pass({ answer: { date: new Date().toUTCString() } });
      setTimeout(() => vi.useRealTimers(), 500);
    });
    opened.push(proxy);
    const { finding } = await probeSecret(hook(proxy.url), 'shop', testSecret);
    expect(finding).toMatchObject({ code: 'timestamp_out_of_tolerance', severity: 'error' });
    expect(finding.message).toMatch(/it is (599|600|601) s old/);
  });

  test('takes a signature for too old that was held back on the way', async () => {
    restartApp({ WEBHOOK_TOLERANCE_SECONDS: '1' });
    const findings = await through(({ pass }) => setTimeout(pass, 2_500));
    expect(faultIn(findings).code).toBe('timestamp_out_of_tolerance');
  });

  test('is not running', async () => {
    expect(faultIn(await check(hook(`http://127.0.0.1:${await freePort()}`))).code).toBe('app_not_running');
  });

  test('is another one', async () => {
    const findings = await through(({ answer }) => answer(200, { 'content-type': 'application/json' }, '{"ok":true}'));
    expect(faultIn(findings)).toMatchObject({
      code: 'other_app',
      message: expect.stringContaining('every event is lost'),
    });
  });

  test('refuses for a reason of its own', async () => {
    const body = '{"error":{"code":"storage_unavailable","message":"Maintenance"}}';
    expect(faultIn(await through(({ answer }) => answer(503, {}, body))).code).toBe('door_error');
  });
});

describe('the answer of the door is judged by its codes, in whatever words', () => {
  test.each([
    ['invalid_payload', 'not_an_event', 'probe_accepted'],
    ['invalid_payload', 'empty_body', 'body_dropped'],
    ['invalid_payload', 'a_later_one', 'body_dropped'],
    ['invalid_signature', 'retired_secret', 'secret_retired_there'],
    ['invalid_signature', 'unknown_secret', 'secret_differs'],
  ])('%s, %s: %s', async (code, cause, finding) => {
    const body = JSON.stringify({ error: { code, cause, message: 'The body is signed with one which is retired' } });
    expect(named(await through(({ answer }) => answer(400, {}, body)), finding)).toBeDefined();
  });
});

describe('the Date header', () => {
  const dated = (seconds: number) =>
    through(({ pass }) => pass({ answer: { date: new Date(Date.now() + seconds * 1000).toUTCString() } }));

  test.each([
    ['a minute ahead', 60, 'warn', /(59|60|61) s ahead of/],
    ['ten minutes ahead', 600, 'error', /(599|600|601) s ahead of/],
    ['ten minutes behind: what was signed later than now passes', -600, 'warn', /(599|600|601) s behind/],
  ])('%s', async (_, seconds, severity, words) => {
    expect(named(await dated(seconds), 'clock_skew')).toMatchObject({
      severity,
      message: expect.stringMatching(words),
    });
  });
});

describe('a proxy', () => {
  test.each<[string, string, (passing: Passing) => unknown]>([
    [
      'writes the JSON anew',
      'body_changed',
      ({ body, pass }) => pass({ body: JSON.stringify(JSON.parse(String(body))) }),
    ],
    ['takes the bytes for Latin-1', 'body_changed', ({ body, pass }) => pass({ body: body.toString('latin1') })],
    ['drops the body', 'body_dropped', ({ pass }) => pass({ body: '' })],
    ['drops the signature', 'signature_removed', ({ pass }) => pass({ headers: { 'stripe-signature': undefined } })],
    ['limits the size', 'too_large', ({ answer }) => answer(413, { 'content-type': 'text/html' }, '<html>too large')],
    ['limits the rate', 'rate_limited', ({ answer }) => answer(429)],
    ['knows no such path', 'not_found', ({ answer }) => answer(404, { 'content-type': 'text/html' }, '<html>')],
    ['refuses POST', 'post_refused', ({ answer }) => answer(405, { allow: 'GET' })],
    ['wants a password', 'unauthorized', ({ answer }) => answer(401, { 'www-authenticate': 'Basic realm="x"' })],
    ['forbids', 'unauthorized', ({ answer }) => answer(403, {}, 'no')],
    [
      'is Vercel with deployment protection',
      'deployment_protection',
      ({ answer }) =>
        answer(401, { server: 'Vercel', 'set-cookie': '_vercel_sso_nonce=x' }, '<html>Authentication Required'),
    ],
    [
      'asks for a proof of not being a bot',
      'bot_challenge',
      ({ answer }) => answer(403, { 'cf-mitigated': 'challenge' }),
    ],
    ['does not reach the app', 'app_behind_proxy_down', ({ answer }) => answer(502, {}, '<html>Bad Gateway')],
    ['fails', 'server_error', ({ answer }) => answer(500, {}, 'oops')],
    [
      'is a tunnel without its other end',
      'tunnel_offline',
      ({ answer }) => answer(404, { 'ngrok-error-code': 'ERR_NGROK_3200' }),
    ],
    [
      'shows a web page, as middleware or a catch-all does',
      'html_answer',
      ({ answer }) => answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<!doctype html><title>Shop</title>'),
    ],
    ['hangs up', 'connection_lost', ({ request }) => request.socket.destroy()],
  ])('%s: %s', async (_, code, meddle) => {
    expect(faultIn(await through(meddle)).code).toBe(code);
  });

  test('never answers', async () => {
    const proxy = await startProxy(door.url, () => {});
    opened.push(proxy);
    const { finding } = await probeSecret(hook(proxy.url), 'shop', testSecret, 300);
    expect(finding).toMatchObject({ code: 'timeout', severity: 'error' });
  });
});

describe('a redirect', () => {
  const to = (status: number, location: (passing: Passing) => string) =>
    through((passing) => passing.answer(status, { location: location(passing) }));

  test.each<[string, number, (passing: Passing) => string]>([
    ['redirect_slash', 308, ({ request }) => `${request.url}/`],
    ['redirect_slash', 301, ({ request }) => `http://${request.headers.host}${request.url}/`],
    ['redirect_login', 307, () => '/login?next=%2Fapi%2Fwebhook'],
    ['redirect_login', 302, () => 'https://vercel.com/sso-api?url=x'],
    ['redirect_https', 301, ({ request }) => `https://${request.headers.host?.split(':')[0]}/api/webhook`],
    ['redirect', 302, () => 'https://elsewhere.example.com/'],
    ['redirect', 301, () => 'http://['],
  ])('%s (%i)', async (code, status, location) => {
    const fault = faultIn(await to(status, location));
    expect(fault).toMatchObject({ code, message: expect.stringContaining('Stripe follows no redirect') });
  });

  test('redirect_www: names the URL to register', async () => {
    const proxy = await startProxy(door.url, ({ answer, request }) =>
      answer(308, { location: `http://www.${request.headers.host}${request.url}` }),
    );
    opened.push(proxy);
    const port = new URL(proxy.url).port;
    const fault = faultIn(await check(`http://localhost:${port}/api/webhook`));
    expect(fault).toMatchObject({
      code: 'redirect_www',
      fix: expect.stringContaining(`update <id> --url http://www.localhost:${port}/api/webhook`),
    });
  });
});

describe('the network', () => {
  test('knows no such name', async () => {
    expect(faultIn(await check('https://shop.invalid/api/webhook')).code).toBe('dns');
  });

  test('reaches a certificate that nobody trusts', async () => {
    const server = new SMTPServer({ secure: true });
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({ stop: () => new Promise<void>((resolve) => server.close(() => resolve())) });
    const { port } = server.server.address() as AddressInfo;
    expect(faultIn(await check(`https://127.0.0.1:${port}/api/webhook`))).toMatchObject({ code: 'tls' });
  });

  test('reaches plain HTTP where TLS was expected', async () => {
    const fault = faultIn(await check(hook(door.url.replace('http:', 'https:'))));
    expect(fault).toMatchObject({ code: 'tls', message: expect.stringContaining('does not speak TLS') });
  });

  test('plain http on a public name is an error', async () => {
    const codes = (await check('http://shop.invalid/api/webhook')).map(({ code }) => code);
    expect(codes).toEqual(['not_https', 'dns']);
  });

  test('reaches a port that closes at once', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.push({ stop: () => server.close() });
    const { port } = server.address() as AddressInfo;
    expect(faultIn(await check(`http://127.0.0.1:${port}/api/webhook`)).code).toBe('connection_lost');
  });
});
