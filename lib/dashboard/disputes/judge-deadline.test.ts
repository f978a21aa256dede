import { expect, test } from 'vitest';
import { judgeDeadline } from './judge-deadline';

const now = new Date('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

test.each([
  [-1, 'passed', 'The deadline has passed'],
  [0, 'passed', 'The deadline has passed'],
  [0.5, 'alarming', 'less than an hour left'],
  [1, 'alarming', '1 hour left'],
  [23.9, 'alarming', '23 hours left'],
  [24, 'alarming', '1 day left'],
  [72, 'alarming', '3 days left'],
  [73, 'near', '3 days left'],
  [7 * 24, 'near', '7 days left'],
  [7 * 24 + 1, 'calm', '7 days left'],
])('%s hours before it: %s, “%s”', (hours, urgency, words) => {
  expect(judgeDeadline(new Date(now.getTime() + hours * HOUR), now)).toMatchObject({ urgency, words });
});
