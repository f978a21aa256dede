import type Stripe from 'stripe';
import { buildScenario } from '@/lib/dev/simulator/build';
import { Random } from '@/lib/dev/simulator/random';

const DAY_MS = 86_400_000;
const DAYS = 30;
/** Within this time every event is one to apply: what a page shows first leads to pages that have something to show. */
const FULL_DAYS = 3;

/**
 * What Stripe would have sent to a shop in a month: days of the simulator's `mixed`, more of them lately than at first,
 * the last one just now. The same seed and `now` give the same events. `toApply` are whole stories, those of the last
 * days among them; `older` are the rest.
 */
export function tellMonth(count: number, apply: number, { seed, now }: { seed: string; now: Date }) {
  const random = new Random(`${seed} month`);
  const toApply = new Map<string, Stripe.Event>();
  const older = new Map<string, Stripe.Event>();
  for (let mix = 0; toApply.size + older.size < count; mix += 1) {
    const applied = toApply.size < apply;
    // The square root leans towards the present: a shop that grows.
    const share = 1 - Math.sqrt(random.int(1, 1_000) / 1_000);
    const days = !applied ? FULL_DAYS + share * (DAYS - FULL_DAYS) : mix < 3 ? mix * 0.4 : share * DAYS;
    const events = buildScenario('mixed', { seed: `${seed}/${mix}`, now: new Date(now.getTime() - days * DAY_MS) });
    const told = applied ? toApply : older;
    for (const event of events) if (applied || toApply.size + older.size < count) told.set(event.id, event);
  }
  return { toApply: inOrder(toApply), older: inOrder(older) };
}

const inOrder = (events: Map<string, Stripe.Event>) => [...events.values()].sort((a, b) => a.created - b.created);
