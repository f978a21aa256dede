import fc from 'fast-check';
import type Stripe from 'stripe';
import { buildScenario } from '@/lib/dev/simulator/build';

/** The lives of a payment; those in one list share a seed, and so happen to the same payment. */
const LIVES = [
  ['purchase'],
  ['declined'],
  ['authenticated'],
  ['abandoned'],
  ['delayed-payment'],
  ['delayed-payment-failed'],
  ['manual-capture'],
  ['partial-capture'],
  ['hold-released'],
  ['refund'],
  ['partial-refund'],
  ['dispute'],
  ['dispute-won'],
  ['partial-refund', 'dispute-won'],
  ['subscription'],
  ['subscription-past-due'],
];

/** A purchase as a list of events in Stripe's order. */
export function tell(names: string[], seed: string, options: { currency?: string; squeeze: number }): Stripe.Event[] {
  const set = options.currency ? { 'data.object.currency': options.currency } : {};
  const events = names.flatMap((name) => buildScenario(name, { seed, now: new Date(Date.UTC(2026, 5, 1)), set }));
  const once = [...new Map(events.map((event) => [event.id, event])).values()].sort((a, b) => a.created - b.created);
  // Squeezed, neighbours fall into one second, which Stripe's `created` cannot tell apart.
  return once.map(
    (event) => ({ ...event, created: event.created - (event.created % options.squeeze) }) as Stripe.Event,
  );
}

/** A life, and how it arrives: the places of its events in a shuffled order, some of them twice. */
export const arrivals = fc
  .record({
    names: fc.constantFrom(...LIVES),
    seed: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 6, maxLength: 6 }),
    currency: fc.constantFrom('usd', 'eur', 'jpy', 'kwd'),
    squeeze: fc.constantFrom(1, 1, 5, 60),
  })
  .chain(({ names, seed, ...options }) => {
    const events = tell(names, seed, options);
    const every = fc.shuffledSubarray(events, { minLength: events.length });
    const again = fc.array(fc.constantFrom(...events), { maxLength: 5 });
    // Left out at first, filled in at the end by a sweep: still each of them at least once.
    return fc.tuple(every, again).map(([order, repeated]) => ({ names, seed, events, arrived: mix(order, repeated) }));
  });

const mix = (order: Stripe.Event[], repeated: Stripe.Event[]): Stripe.Event[] => {
  const half = Math.floor(order.length / 2);
  return [...order.slice(0, half), ...repeated, ...order.slice(half)];
};
