import { expect, it } from 'vitest';
import { bearerMatches } from './bearer-matches';

it('opens for the token, and for nothing else', () => {
  expect(bearerMatches('Bearer abc', 'abc')).toBe(true);
  for (const header of [null, '', 'abc', 'Bearer ', 'Bearer ab', 'Bearer abcd', 'bearer abc', 'Basic abc'])
    expect(bearerMatches(header, 'abc')).toBe(false);
});

it('is closed while no token is configured', () => {
  for (const header of [null, '', 'Bearer ', 'Bearer undefined']) {
    expect(bearerMatches(header, undefined)).toBe(false);
    expect(bearerMatches(header, '')).toBe(false);
  }
});
