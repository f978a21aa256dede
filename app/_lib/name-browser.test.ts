import { expect, it } from 'vitest';
import { nameBrowser } from './name-browser';

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Windows', 'desktop'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
    'Chrome on Linux',
    'desktop',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
    'phone',
  ],
  ['curl/8.5.0', 'curl', 'program'],
  [null, 'Unknown', 'program'],
])('%s is %s', (userAgent, name, kind) => {
  expect(nameBrowser(userAgent)).toEqual({ name, kind });
});
