import { MANY } from '@/lib/dashboard/overview/attention';
import { MOST_FAILING } from '@/lib/dashboard/overview/event-volume';
import type { Buckets, Range } from '@/lib/dashboard/overview/range';

export const showCount = (number: number): string => number.toLocaleString('en-US');

/** A number that stops at {@link MOST_FAILING}. */
export const failingCount = (number: number): string =>
  number < MOST_FAILING ? showCount(number) : `${showCount(number)}+`;

/** A number that stops at {@link MANY}. */
const about = (number: number): string => (number < MANY ? showCount(number) : `${showCount(MANY - 1)}+`);

export const plural = (number: number, one: string, many = `${one}s`): string =>
  `${about(number)} ${number === 1 ? one : many}`;

export const rangeSentences: Record<Range, string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
};

export const perUnit: Record<Buckets['unit'], string> = {
  minute: 'each minute',
  'half hour': 'each half hour',
  '3 hours': 'every 3 hours',
  day: 'each day',
};

/** Events a minute with as many digits as say something. */
export function rate(events: number, minutes: number): string {
  const value = events / Math.max(minutes, 1);
  if (value === 0) return '0';
  if (value < 0.01) return 'under 0.01';
  return value < 10 ? value.toFixed(value < 1 ? 2 : 1) : showCount(Math.round(value));
}
