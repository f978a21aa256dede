import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePassword } from '@/lib/people/users/write-password';
import { type App, startApp } from '../../harness/app';
import { useInbox } from '../../harness/inbox';
import { listActions } from './access/manifests';

const inbox = useInbox();
let plain: App;
let behindProxy: App;

beforeAll(async () => {
  const env = { APP_URL: 'https://pay.example', TRUST_PROXY: '1' };
  [plain, behindProxy] = await Promise.all([
    startApp(inbox.url()),
    startApp(inbox.url(), { ...env, WORKER: 'external' }),
  ]);
  await plain.signIn('admin');
});
afterAll(() => Promise.all([plain.end(), behindProxy.end()]));

/** Sends the sign-in form as React does. */
const signInWrongly = (app: App, headers: Record<string, string>) =>
  signInWith(app, { email: 'nobody@example.com', password: 'not a password' }, headers);

async function signInWith(
  app: App,
  { email, password }: { email: string; password: string },
  headers: Record<string, string>,
): Promise<Response> {
  const id = listActions().find(({ name }) => name.endsWith(' signIn'))?.id as string;
  const body = new FormData();
  body.set('_1_email', email);
  body.set('_1_password', password);
  body.set('0', '[null,"$K1"]');
  return fetch(`${app.url}/sign-in`, {
    method: 'POST',
    body,
    headers: { 'next-action': id, ...headers },
    redirect: 'manual',
  });
}

async function lastAddress(): Promise<unknown> {
  const entry = await inbox
    .prisma()
    .auditEntry.findFirst({ where: { action: 'session.refuse' }, orderBy: { id: 'desc' } });
  return (entry?.detail as { address?: string } | undefined)?.address;
}

describe('the address that tries are counted by', () => {
  it('is that of the connection, whatever a header says', async () => {
    expect((await signInWrongly(plain, { 'x-forwarded-for': '203.0.113.1' })).status).toBe(200);
    expect(await lastAddress()).toBe('127.0.0.1');
    expect(plain.output()).toContain('A request came through a proxy, and TRUST_PROXY is not set');
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:41234', '203.0.113.7'],
    ['[::FFFF:203.0.113.7]:443', '203.0.113.7'],
    ['[2001:DB8::7]:443', '2001:db8::7'],
  ])(
    'is what our own proxy saw, however it writes it, and not what stood there before: %s',
    async (written, address) => {
      await signInWrongly(behindProxy, {
        origin: 'https://pay.example',
        'x-forwarded-host': 'pay.example',
        'x-forwarded-for': `198.51.100.1, ${written}`,
      });
      expect(await lastAddress()).toBe(address);
    },
  );

  it('keeps nobody out who knows a password, where it may be a proxy’s and nobody said so', async () => {
    const { userId, email } = await plain.signIn('viewer');
    const password = 'four random words here';
    await inbox.prisma().$transaction(async (tx) => writePassword(tx, userId, await hashPassword(password)));
    await signInWrongly(plain, { 'x-forwarded-for': '203.0.113.1' });
    await inbox.prisma().$executeRaw`update hookwell.rate_limits set count = 501 where key like 'sign-in-through:%'`;
    const { headers } = await signInWith(plain, { email, password }, { 'x-forwarded-for': '203.0.113.1' });
    expect(headers.getSetCookie().join()).toContain('hookwell.session_token=');
  });
});

describe('a page', () => {
  it('runs no script but by its own nonce, another one each time', async () => {
    const nonces = new Set<string>();
    for (const path of ['/sign-in', '/sign-in', '/checkout']) {
      const response = await fetch(`${plain.url}${path}`);
      const policy = response.headers.get('content-security-policy') ?? '';
      const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
      const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] as string;
      nonces.add(nonce);
      expect(scripts).not.toMatch(/unsafe|\*(?!\.js\.stripe\.com)|https:(?!\/\/)|data:/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.includes('stripe.com')).toBe(path === '/checkout');
      const html = await response.text();
      const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes]) => attributes);
      expect(inline.length).toBeGreaterThan(0);
      for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(3);
  });

  it('tells nobody where one is, is framed by nobody and keeps its type', async () => {
    for (const path of ['/sign-in', '/api/health', '/icon.svg']) {
      const { headers } = await fetch(`${plain.url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('permissions-policy')).toContain('camera=()');
    }
  });

  it('makes browsers insist on TLS where it is served by TLS, and only there', async () => {
    const [tls, none] = await Promise.all([behindProxy, plain].map((app) => fetch(`${app.url}/sign-in`)));
    expect(tls?.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(none?.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('a change', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a form that is too large', { 'content-length': '200000' }, 413],
  ])('from %s goes no further', async (_, headers, status) => {
    const body = 'x'.repeat(Number((headers as Record<string, string>)['content-length'] ?? 1));
    const response = await fetch(`${plain.url}/sign-in`, { method: 'POST', body, headers });
    expect(response.status).toBe(status);
  });
});
