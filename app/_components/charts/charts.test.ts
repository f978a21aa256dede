import { describe, expect, test } from 'vitest';
import { bucketsOf } from '@/lib/dashboard/overview/range';
import { formatDuration } from './format-duration';
import { durationScale, linearScale } from './scales';
import { nameColumns, timeTicks } from './time-ticks';

test.each([
  [0, '0 ms'],
  [8.4, '8 ms'],
  [1_400, '1.4 s'],
  [61_000, '1 min'],
  [5_400_000, '1.5 h'],
  [200_000_000, '2.3 d'],
])('%d ms is written %s', (millis, words) => {
  expect(formatDuration(millis)).toBe(words);
});

describe('linearScale', () => {
  test('begins at 0, ends at a round number, and has whole ticks only', () => {
    const { y, ticks } = linearScale([0, 3], 100, String);
    expect(ticks.map(({ label }) => label)).toEqual(['0', '1', '2', '3']);
    expect(y(0)).toBeGreaterThan(y(3));
  });
  test('draws an empty plot where there is nothing', () => {
    expect(Number.isFinite(linearScale([0, 0], 100, String).y(0))).toBe(true);
  });
});

test('durationScale holds every value, and none below its first tick', () => {
  const { y, ticks } = durationScale([0, 12, 70_000], 100, formatDuration);
  expect(ticks.map(({ label }) => label)).toEqual(['1 ms', '10 ms', '100 ms', '1 s', '10 s', '1 min', '10 min']);
  expect(y(0)).toBe(y(1));
});

describe('the names of columns', () => {
  test('tell the hour that comes twice from itself', () => {
    const buckets = bucketsOf('24h', 'Europe/Berlin', new Date('2026-10-25T12:00:00Z'));
    const names = nameColumns(buckets, 'Europe/Berlin');
    expect(names.filter((name) => name.includes('02:30'))).toHaveLength(2);
    expect(new Set(names).size).toBe(names.length);
  });
  test.each(['1h', '24h', '7d', '30d'] as const)('has ticks for %s, also on a phone', (range) => {
    const ticks = timeTicks(bucketsOf(range, 'America/New_York', new Date('2026-06-15T10:07:30Z')), 'America/New_York');
    expect(ticks.length).toBeGreaterThanOrEqual(5);
    expect(ticks.filter(({ minor }) => !minor).length).toBeLessThanOrEqual(8);
  });
});
