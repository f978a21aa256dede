import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/kit/env';
import { refuseStranger } from './refuse-stranger';

const secret = 'a secret that has at least 32 characters';
const sign = (token: string, by = secret) =>
  encodeURIComponent(`${token}.${createHmac('sha256', by).update(token).digest('base64')}`);

beforeEach(() => configure({}));
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function configure(env: Record<string, string>): void {
  for (const [name, value] of Object.entries({ AUTH_SECRET: secret, APP_URL: '', ...env })) vi.stubEnv(name, value);
  resetEnv();
}

const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  refuseStranger(method, url, new Headers(headers));

describe('without a session', () => {
  it.each([
    ['/', '/sign-in'],
    ['/orders?status=paid&_rsc=1abc', '/sign-in?next=%2Forders%3Fstatus%3Dpaid'],
    ['http://shop.example/events', '/sign-in?next=%2Fevents'],
    ['//evil.example', '/sign-in'],
    ['/no/such/page', '/sign-in?next=%2Fno%2Fsuch%2Fpage'],
  ])('%s leads to %s', (url, to) => {
    for (const method of ['GET', 'HEAD'])
      expect(ask(url, {}, method)).toMatchObject({
        status: 307,
        headers: { location: to, 'cache-control': 'no-store' },
      });
  });

  it('an action leads there as React reads it, and a form as a browser does', () => {
    expect(ask('/orders/1', { 'next-action': 'a' }, 'POST')).toMatchObject({
      status: 303,
      headers: { 'x-action-redirect': '/sign-in?next=%2Forders%2F1;push' },
    });
    expect(ask('/orders/1', {}, 'POST')).toMatchObject({
      status: 303,
      headers: { location: '/sign-in?next=%2Forders%2F1' },
    });
  });

  it.each(['/events/export?format=csv', '/events/live', '/events/evt_1/raw', '/search?q=a', '/search/'])(
    '%s is refused in JSON',
    (url) => {
      const refused = ask(url);
      expect(refused?.status).toBe(401);
      expect(JSON.parse(refused?.body ?? '').error.code).toBe('unauthenticated');
    },
  );

  it.each([
    '/sign-in',
    '/welcome?token=a',
    '/set-password',
    '/checkout/success',
    '/api/health',
    '/webhook',
    '/_next/a.js',
  ])('%s is for everybody', (url) => expect(ask(url)).toBeNull());

  it('so are the files in public/', () => {
    for (const file of [...readdirSync('public'), 'icon.svg']) expect(ask(`/${file}`), file).toBeNull();
  });
});

describe('a session’s cookie', () => {
  const name = 'hookwell.session_token';

  it('lets on if our secret signed it', () => {
    expect(ask('/', { cookie: `theme=dark; ${name}=${sign('token')}; other=1` })).toBeNull();
  });

  it.each([
    ['another secret signed it', `${name}=${sign('token', 'another secret of at least 32 characters')}`],
    ['it has no signature', `${name}=token`],
    ['its signature is cut', `${name}=${sign('token').slice(0, 30)}`],
    ['its token is another one', `${name}=x${sign('token')}`],
    ['it is no text', `${name}=%E0%A4%A`],
    ['it has another name', `x${name}=${sign('token')}`],
    ['it is empty', `${name}=`],
    ['the first of two is forged', `${name}=a.b; ${name}=${sign('token')}`],
  ])('does not if %s', (_, cookie) => expect(ask('/', { cookie })?.status).toBe(307));

  it('has the name that browsers protect where the app is served over TLS', () => {
    configure({ APP_URL: 'https://shop.example' });
    expect(ask('/', { cookie: `__Secure-${name}=${sign('token')}` })).toBeNull();
    expect(ask('/', { cookie: `${name}=${sign('token')}` })?.status).toBe(307);
  });
});
