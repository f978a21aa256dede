import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LineLimit } from './line-limit';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('writes a few lines of each window and one sum of the others, whatever comes', () => {
  const lines: string[] = [];
  const limit = new LineLimit({ lines: 3, windowMs: 10_000, sum: (text) => lines.push(`… and ${text}`) });
  const say = (kind: string, count: number) => {
    for (let i = 0; i < count; i++) limit.say(kind, () => lines.push(kind));
  };
  say('a', 3_003);
  say('b', 12);
  expect(lines).toEqual(['a', 'a', 'a']);
  vi.advanceTimersByTime(10_000);
  expect(lines.slice(3)).toEqual(['… and 3,012 more in the last 10 s: 3,000 a, 12 b']);
  say('b', 1);
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(4)).toEqual(['b']);
});
