import { afterEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/kit/env';
import { judgeRequest, MAX_BODY_BYTES } from './judge-request';

const judge = (headers: Record<string, string>, method = 'POST') =>
  judgeRequest(method, new Headers({ host: 'shop.example', ...headers }), new URLSearchParams())?.status ?? 'passes';

function listen(env: Record<string, string>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  resetEnv();
}

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

describe('where others reach it', () => {
  it.each([
    ['our page', { origin: 'http://shop.example' }, 'passes'],
    ['our page, with a session', { origin: 'http://shop.example', cookie: 'a=b' }, 'passes'],
    [
      'a page of APP_URL, whatever a proxy made of the host',
      { origin: 'https://pay.example', host: 'app:3000' },
      'passes',
    ],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://shop.example:81' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['another site that hides', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour that hides', { 'sec-fetch-site': 'same-site' }, 403],
    ['a program without a session', {}, 'passes'],
    ['a program with a session that says nothing', { cookie: '__Secure-hookwell.session_token=a' }, 403],
    ['a program with a cart', { cookie: 'hookwell-cart=a' }, 'passes'],
    ['too much', { origin: 'http://shop.example', 'content-length': String(MAX_BODY_BYTES + 1) }, 413],
    ['no length', { origin: 'http://shop.example', 'transfer-encoding': 'chunked' }, 411],
  ])('a change from %s', (_, headers, outcome) => {
    listen({ HOST: '0.0.0.0', APP_URL: 'https://pay.example' });
    expect(judge(headers as Record<string, string>)).toBe(outcome);
  });

  it('lets everybody read, by every name', () => {
    listen({ HOST: '0.0.0.0' });
    expect(judge({ origin: 'https://evil.example' }, 'GET')).toBe('passes');
  });
});

describe('where only this machine reaches it', () => {
  it.each([
    ['localhost:3000', 'passes'],
    ['127.0.0.1:3000', 'passes'],
    ['[::1]:3000', 'passes'],
    ['app.localhost', 'passes'],
    ['evil.example', 421],
    ['127.0.0.1.evil.example:3000', 421],
    ['localhost.evil.example', 421],
  ])('a request to %s', (host, outcome) => {
    listen({ HOST: '127.0.0.1' });
    expect(judge({ host }, 'GET')).toBe(outcome);
  });

  it('knows the name of a tunnel that APP_URL names', () => {
    listen({ HOST: '127.0.0.1', APP_URL: 'https://tunnel.example' });
    expect(judge({ host: 'tunnel.example' }, 'GET')).toBe('passes');
  });
});
