/** Stripe lists an event for 30 days: https://docs.stripe.com/api/events/list */
export const HORIZON_MS = 30 * 86_400_000;

/** From here on it is time to say that a sweep is due before events are gone. */
export const OVERDUE_MS = 25 * 86_400_000;

/**
 * How far a sweep looks back behind the end of the last one. Stripe's list may show an event a while after the second
 * it was created in, and two clocks differ.
 */
export const OVERLAP_MS = 15 * 60_000;

/** `types` takes 20 at the most: https://docs.stripe.com/api/events/list#list_events-types */
export const TYPES_PER_REQUEST = 20;

/** The most that Stripe gives in one page. */
export const PAGE_SIZE = 100;

/** The types of one request. None: the run has no such batch, it is done. */
export const typesOfBatch = (types: string[], batch: number): string[] =>
  types.slice(batch * TYPES_PER_REQUEST, (batch + 1) * TYPES_PER_REQUEST);

/** A time in Stripe's seconds, which are whole; the second that it lies in belongs to it. */
export const toSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** The start of the second in which this time lies: what is created later in that second belongs to the next window. */
export const floorToSecond = (at: Date): Date => new Date(toSeconds(at) * 1000);

/** Not before what Stripe still knows. */
export const withinHorizon = (since: Date, now: Date): Date =>
  new Date(Math.max(since.getTime(), now.getTime() - HORIZON_MS));

/** A while back as people write it: `30d`, `12h`, `90m`, or a date. Null: it is neither. */
export function parseSince(text: string, now = new Date()): Date | null {
  const [, count, unit] = /^(\d{1,5})([dhm])$/.exec(text) ?? [];
  const size = { d: 86_400_000, h: 3_600_000, m: 60_000 }[unit ?? ''];
  if (count && size) return afterStripe(new Date(now.getTime() - Number(count) * size));
  const date = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : null;
  return date && date <= now ? afterStripe(date) : null;
}

/** Null for what is no time, or lies before there was anything to list. */
const afterStripe = (at: Date): Date | null => (at.getTime() >= Date.UTC(2010) ? at : null);
