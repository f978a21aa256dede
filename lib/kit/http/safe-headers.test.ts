import { expect, test } from 'vitest';
import config from '../../../next.config';
import { SAFE_HEADERS } from './safe-headers';

test('are those that Next gives its own answers', async () => {
  const [all] = (await config.headers?.()) ?? [];
  expect(all?.source).toBe('/:path*');
  expect(Object.fromEntries(all?.headers.map(({ key, value }) => [key.toLowerCase(), value]) ?? [])).toEqual(
    SAFE_HEADERS,
  );
});
