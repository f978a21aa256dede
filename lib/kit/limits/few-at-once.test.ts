import { expect, it } from 'vitest';
import { FewAtOnce } from './few-at-once';

it('runs few at a time, has few wait, and gives null to the rest; a failure frees its place', async () => {
  const few = new FewAtOnce({ running: 2, waiting: 3 });
  const ends: (() => void)[] = [];
  let most = 0;
  let now = 0;
  const work = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise<void>((resolve) => ends.push(resolve));
    now -= 1;
    throw new Error('failed');
  };
  const all = Array.from({ length: 8 }, () => few.run(work).catch((error: Error) => error.message));
  for (let ended = 0; ended < 5; ended++) {
    while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve));
    ends.shift()?.();
  }
  expect(await Promise.all(all)).toEqual([...Array(5).fill('failed'), null, null, null]);
  expect(most).toBe(2);
  expect(await few.run(async () => 'free')).toBe('free');
});
