import type { SentDelivery } from '../deliver';
import type { Outgoing } from './deliveries';

/** How one delivery ended, and the words for it. */
export type DeliveryVerdict = { result: 'stored' | 'duplicate' | 'refused'; code?: string; text: string };

/** What became of the deliveries so far. */
export type DeliveryTally = {
  stored: number;
  duplicate: number;
  refused: number;
  codes: Set<string>;
  statuses: Set<number>;
  slowest: number;
};

type Paint = (style: 'green' | 'yellow' | 'red' | 'dim', text: string) => string;

const COLUMN = 40;

/** Reads the endpoint's answer: stored, a duplicate, or refused with the code and message that it gave. */
export function judgeDelivery({ status, body }: SentDelivery): DeliveryVerdict {
  const answer = parse(body);
  if (status >= 200 && status < 300) {
    const result = answer.duplicate === true ? 'duplicate' : 'stored';
    return { result, text: result };
  }
  const { code, message } = (answer.error ?? {}) as { code?: string; message?: string };
  if (code) return { result: 'refused', code, text: `${code}: ${message ?? ''}` };
  if (status >= 300 && status < 400) return { result: 'refused', text: 'a redirect, which Stripe does not follow' };
  const words = body.startsWith('<') ? '' : body.replace(/\s+/g, ' ').slice(0, 200);
  return { result: 'refused', text: words || 'no explanation in the answer' };
}

/** An empty tally. */
export const newTally = (): DeliveryTally => ({
  stored: 0,
  duplicate: 0,
  refused: 0,
  codes: new Set(),
  statuses: new Set(),
  slowest: 0,
});

/** Counts one more delivery. */
export function countDelivery(tally: DeliveryTally, verdict: DeliveryVerdict, delivery: SentDelivery): void {
  tally[verdict.result] += 1;
  tally.slowest = Math.max(tally.slowest, delivery.ms);
  tally.statuses.add(delivery.status);
  if (verdict.code) tally.codes.add(verdict.code);
}

/** The line for one delivery: `200  payment_intent.succeeded  evt_…  12 ms  stored`. */
export function line(outgoing: Outgoing, delivery: SentDelivery, verdict: DeliveryVerdict, paint: Paint): string {
  const colour = { stored: 'green', duplicate: 'yellow', refused: 'red' } as const;
  return [
    paint(colour[verdict.result], String(delivery.status)),
    outgoing.type.padEnd(COLUMN),
    outgoing.id,
    paint('dim', `${String(Math.round(delivery.ms)).padStart(5)} ms`),
    paint(colour[verdict.result], verdict.text),
  ].join('  ');
}

/** The counts in one line: `7 sent: 6 stored, 1 duplicate`. */
export function summary({ stored, duplicate, refused, slowest }: DeliveryTally): string {
  const parts = [
    ['stored', stored],
    [duplicate === 1 ? 'duplicate' : 'duplicates', duplicate],
    ['refused', refused],
  ] as const;
  const counts = parts.filter(([, n]) => n > 0).map(([name, n]) => `${n.toLocaleString('en')} ${name}`);
  const total = (stored + duplicate + refused).toLocaleString('en');
  return `${total} sent: ${counts.join(', ') || 'nothing'}; the slowest answer took ${Math.round(slowest)} ms`;
}

/** What to do about refusals, by the codes that the endpoint gave. */
export function advice(tally: DeliveryTally): string | undefined {
  if (tally.codes.has('invalid_signature'))
    return [
      "The endpoint does not know the simulator's signature. It accepts it in development only, from the same checkout and",
      'the same HOOKWELL_DATA_DIR: start that app with `npm run dev`. A production app refuses it, as it should.',
    ].join('\n');
  if (tally.codes.has('not_configured')) return 'The app has no webhook secret yet; its answer says what to set.';
  if (tally.codes.has('storage_unavailable')) return 'The app has no database to store events in; its log says why.';
  if (tally.statuses.has(404)) return 'No webhook is at this address; is it another app? --url sends to another one.';
  return undefined;
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not every endpoint answers JSON; the status says enough.
    return {};
  }
}
