/** How much time is left to answer a dispute. */
export type Deadline = { days: number; urgency: 'passed' | 'alarming' | 'near' | 'calm'; words: string };

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * What a deadline means at a moment. It alarms within three days: the evidence has to be gathered first, and Stripe takes
 * none afterwards. Rule: https://docs.stripe.com/disputes/responding
 */
export function judgeDeadline(dueBy: Date, now: Date): Deadline {
  const left = dueBy.getTime() - now.getTime();
  const days = Math.floor(left / DAY);
  if (left <= 0) return { days, urgency: 'passed', words: 'The deadline has passed' };
  const urgency = left <= 3 * DAY ? 'alarming' : left <= 7 * DAY ? 'near' : 'calm';
  return { days, urgency, words: `${spell(left)} left` };
}

function spell(left: number): string {
  const count = (number: number, unit: string) => `${number} ${unit}${number === 1 ? '' : 's'}`;
  if (left >= DAY) return count(Math.floor(left / DAY), 'day');
  return left >= HOUR ? count(Math.floor(left / HOUR), 'hour') : 'less than an hour';
}
