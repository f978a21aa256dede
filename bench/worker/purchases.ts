import type Stripe from 'stripe';
import { buildScenario } from '../../lib/dev/simulator/build';
import { printEvent } from '../../lib/dev/simulator/deliver';
import type { EventToRecord } from '../../lib/inbox/store/record-events';
import { toRecord } from '../../lib/inbox/store/to-record';
import { readEvent } from '../../lib/stripe/read-event';

/**
 * The events of purchases, told by the simulator without end. `atOnce` of them go on at the same moment: an event of each,
 * then the next one of each, as in a busy shop.
 */
export function* purchases(
  run: string,
  atOnce: number,
  isWanted: (type: string) => boolean = () => true,
): Generator<Stripe.Event> {
  for (let first = 0; ; first += atOnce) {
    const told = Array.from({ length: atOnce }, (_, nth) =>
      buildScenario('purchase', { seed: `${run} ${first + nth}` }).filter(({ type }) => isWanted(type)),
    );
    const steps = Math.max(...told.map(({ length }) => length));
    for (let step = 0; step < steps; step++)
      for (const events of told) {
        const event = events[step];
        if (event) yield event;
      }
  }
}

/** The first so many of them. */
export function take<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const item of items) if (taken.push(item) === count) break;
  return taken;
}

/** As the door would store it. */
export function asRecord(event: Stripe.Event): EventToRecord {
  const body = printEvent(event);
  const read = readEvent(JSON.parse(body));
  if (read.kind !== 'event') throw new Error(`The simulator made an event that cannot be read: ${event.id}`);
  const provenance = { signatureHeader: null, secretLabel: 'bench', verifiedAt: new Date() };
  return toRecord(read.facts, body, { ...provenance, source: 'webhook' });
}
