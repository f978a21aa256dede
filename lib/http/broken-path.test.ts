import { expect, test } from 'vitest';
import { hasBrokenPath } from './broken-path';

test.each(['/rejected/rej_%', '/%', '/events/%F0%28%8C%28', '/orders/%E0%A4%A?x=1'])('%s is broken', (url) => {
  expect(hasBrokenPath(url)).toBe(true);
});

test.each([undefined, '/', '/events?type=%', '/mails/receipt%3Aord_1', '/caf%C3%A9', '/%00'])('%s is not', (url) => {
  expect(hasBrokenPath(url)).toBe(false);
});
