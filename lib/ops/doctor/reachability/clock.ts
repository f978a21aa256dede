import { error, type Finding, ok, warn } from '../finding';

/** A clock may be off by this much without a word: the header has whole seconds, and the way takes its time. */
const HARMLESS_SECONDS = 10;

/**
 * Compares the Date header of an answer with this machine's clock in the middle of the request. Null without a header.
 * Positive: the other clock is ahead.
 */
export function skewSeconds(headers: { get(name: string): string | null }, sentAt: number, answeredAt: number) {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? null : Math.round((date - (sentAt + answeredAt) / 2) / 1000);
}

/** What a difference between this machine's clock and the app's means for signatures. */
export function judgeSkew(skew: number, toleranceSeconds: number): Finding {
  const size = `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'}`;
  const fix = 'Switch NTP on (timedatectl set-ntp true), on the app’s machine or on this one: one of the two is wrong.';
  if (Math.abs(skew) <= HARMLESS_SECONDS) return ok('clock', 'The app’s clock agrees with this machine’s');
  const message = `The app's clock, by its Date header, is ${size} this machine's`;
  return skew > toleranceSeconds
    ? error('clock_skew', `${message}: it will take signatures for too old (tolerance ${toleranceSeconds} s)`, fix)
    : warn('clock_skew', `${message}; signatures are good for ${toleranceSeconds} s`, fix);
}
