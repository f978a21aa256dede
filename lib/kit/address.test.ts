import { expect, test } from 'vitest';
import { isAddress, parseMailbox } from './address';

test.each([
  ['ann@example.com', { name: null, address: 'ann@example.com' }],
  ['<ann@example.com>', { name: null, address: 'ann@example.com' }],
  ['Blue Bottle <shop@example.com>', { name: 'Blue Bottle', address: 'shop@example.com' }],
  ['"Müller, Söhne" <shop@example.com>', { name: 'Müller, Söhne', address: 'shop@example.com' }],
  ['Shop', null],
  ['Shop <shop>', null],
  ['a@example.com, b@example.com', null],
  ['Shop <a@example.com> <b@example.com>', null],
])('parseMailbox reads %s', (text, expected) => {
  expect(parseMailbox(text)).toEqual(expected);
});

test.each(['a@example.com,b@example.com', 'a b@example.com', 'a@b\r\nBcc: c@d', '"a"@example.com', 'a@', '@b', 'a@.b'])(
  'isAddress refuses %j, which could reach somebody else',
  (text) => {
    expect(isAddress(text)).toBe(false);
  },
);
