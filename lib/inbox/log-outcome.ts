import { LineLimit } from '../kit/log/line-limit';
import { log } from '../kit/log/log';
import type { Outcome } from './outcome';

const slot = Symbol.for('hookwell.rejection-lines');
const clockSlot = Symbol.for('hookwell.clock-lines');
type Global = typeof globalThis & { [slot]?: LineLimit; [clockSlot]?: LineLimit };

/** Anybody can be refused as often as they like: a few lines tell of it, not a full disk. */
function rejectionLines(): LineLimit {
  const global = globalThis as Global;
  global[slot] ??= new LineLimit({
    lines: 20,
    windowMs: 10_000,
    sum: (text, left) => log().warn({ left }, `… and rejected ${text}`),
  });
  return global[slot];
}

/** One line for each delivery; of those that are refused, some and a sum of the rest. */
export function logOutcome(outcome: Outcome, status: number, ms: number): void {
  if (outcome.kind === 'accepted') {
    const { id, type, duplicate } = outcome;
    log().info({ status, eventId: id, type, duplicate, ms }, `${type} ${id} ${duplicate ? 'duplicate' : 'stored'}`);
    return;
  }
  const { code, message } = outcome;
  rejectionLines().say(code, () => log().warn({ status, code, ms }, `${code}: ${message}`));
}

/**
 * Says now and then that a good event was signed in the future. It is accepted: Stripe's libraries look only for times
 * that are too old, and refusing would lose events over this server's own clock.
 */
export function warnOfClock(hint: string): void {
  if (hint === '') return;
  const global = globalThis as Global;
  global[clockSlot] ??= new LineLimit({ lines: 1, windowMs: 60_000, sum: () => {} });
  global[clockSlot].say('clock', () =>
    log().warn(`An event was accepted.${hint} Switch NTP on (timedatectl set-ntp true).`),
  );
}
