import { OBJECT_KINDS } from './object-kinds';

const PREFIXES = OBJECT_KINDS.filter(([, { isIndexed }]) => isIndexed !== false).map(([prefix]) => prefix);

/** The ids that people search events by. A client secret (`pi_…_secret_…`) does not match: it would be a leak. */
const OBJECT_ID = new RegExp(`^(?:${PREFIXES.join('|')})_(?:test_|live_)?[A-Za-z0-9]{3,200}$`);

/** Whether a text is the id of an object. */
export const isObjectId = (text: string): boolean => OBJECT_ID.test(text);

/** An invoice of 300 lines names thousands; what stands near the top is what the event is about. */
const MOST_IDS = 100;
const MOST_NODES = 20_000;

/** Every Stripe id that stands in an event's `data`, those nearest to the top first. Bounded, whatever the nesting. */
export function extractObjectIds(data: unknown): string[] {
  const found = new Set<string>();
  const queue: unknown[] = [data];
  for (let at = 0; at < queue.length && at < MOST_NODES && found.size < MOST_IDS; at++) {
    const value = queue[at];
    if (typeof value === 'string') {
      if (OBJECT_ID.test(value)) found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const child of Object.values(value)) queue.push(child);
    }
  }
  return [...found];
}
