import { expect, test } from 'vitest';
import { whyUnservable } from './refuse-unservable';

test.each([
  '*',
  '',
  undefined,
  '\\',
  'webhook',
  '/rejected/rej_%',
  '/%',
  '/events/%F0%28%8C%28',
  '/orders/%E0%A4%A?x=1',
])('the address %s is refused with 400', (url) => {
  expect(whyUnservable({ method: 'GET', url })?.status).toBe(400);
});

test.each(['TRACE', 'TRACK', 'CONNECT'])('%s is refused with 405', (method) => {
  expect(whyUnservable({ method, url: '/api/health' })?.status).toBe(405);
});

test.each(['/', 'http://example.com/webhook', '/events?type=%', '/mails/receipt%3Aord_1', '/caf%C3%A9', '/%00'])(
  '%s is served',
  (url) => {
    expect(whyUnservable({ method: 'GET', url })).toBeNull();
  },
);
