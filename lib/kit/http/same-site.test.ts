import { expect, it } from 'vitest';
import { isPublicPage, readNext, signInHref } from './same-site';

it.each(['/events', '/events?mode=live&status=failed', '/orders/ord_1'])('leads back to %s', (path) => {
  expect(readNext(path)).toBe(path);
});

it.each([
  'https://evil.example/events',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/./..//evil.example',
  'javascript:alert(1)',
  'events',
  `/${'x'.repeat(3_000)}`,
  '/sign-in?next=/sign-in',
  null,
  ['/events'],
])('never leads to %s', (text) => {
  expect(readNext(text)).toBe('/');
});

it('says where one wanted to go only where that is not the start', () => {
  expect(signInHref('/')).toBe('/sign-in');
  expect(signInHref('/events?mode=live')).toBe('/sign-in?next=%2Fevents%3Fmode%3Dlive');
});

it('knows the public pages by whole names', () => {
  expect(['/sign-in', '/welcome?token=a', '/checkout/cards'].every(isPublicPage)).toBe(true);
  expect(['/', '/events', '/sign-inside', '/checkouts'].some(isPublicPage)).toBe(false);
});
