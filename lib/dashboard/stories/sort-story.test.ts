import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markArrival } from './mark-arrival';
import { sortStory } from './sort-story';

const types = [
  'payment_intent.created',
  'payment_intent.succeeded',
  'charge.succeeded',
  'charge.updated',
  'charge.refunded',
  'custom.thing',
];
const base = Date.UTC(2026, 9, 1);

const events = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^evt_[a-z0-9]{4}$/),
    type: fc.constantFrom(...types),
    createdAt: fc.integer({ min: 0, max: 5 }).map((second) => new Date(base + second * 1000)),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);

/** The events with a time of arrival each, in the order of the arrival. */
const arrived = events.chain((list) =>
  fc
    .shuffledSubarray(list, { minLength: list.length })
    .map((order) => order.map((event, place) => ({ ...event, receivedAt: new Date(base + 60_000 + place * 100) }))),
);

describe('sortStory', () => {
  it('tells the same story in Stripe’s order, whatever the order of arrival', () => {
    fc.assert(
      fc.property(arrived, fc.integer(), (list, seed) => {
        const told = sortStory(list, 'stripe').map(({ id }) => id);
        const again = list.map((event, place) => ({
          ...event,
          receivedAt: new Date(base + ((place * 7919 + seed) % 9973)),
        }));
        expect(sortStory(again.reverse(), 'stripe').map(({ id }) => id)).toEqual(told);
      }),
    );
  });

  it('puts the latest on top, by the clock of the order', () => {
    fc.assert(
      fc.property(arrived, (list) => {
        for (const [order, clock] of [
          ['stripe', 'createdAt'],
          ['arrival', 'receivedAt'],
        ] as const) {
          const times = sortStory(list, order).map((event) => event[clock].getTime());
          expect(times).toEqual([...times].sort((a, b) => b - a));
        }
      }),
    );
  });

  it('tells within one second what usually comes first before what follows it', () => {
    const at = { createdAt: new Date(base), receivedAt: new Date(base) };
    const told = ['charge.updated', 'charge.succeeded', 'payment_intent.created'].map((type, n) => ({
      id: `evt_${n}`,
      type,
      ...at,
    }));
    expect(sortStory(told, 'stripe').map(({ type }) => type)).toEqual([
      'charge.updated',
      'charge.succeeded',
      'payment_intent.created',
    ]);
  });
});

describe('markArrival', () => {
  it('marks an event if and only if one of a later second came before it', () => {
    fc.assert(
      fc.property(arrived, (list) => {
        const late = markArrival(list);
        for (const event of list) {
          const overtaking = list.filter(
            (other) => other.createdAt > event.createdAt && other.receivedAt < event.receivedAt,
          );
          expect(late.has(event.id)).toBe(overtaking.length > 0);
          const mark = late.get(event.id);
          if (!mark) continue;
          const first = Math.min(...overtaking.map(({ receivedAt }) => receivedAt.getTime()));
          expect(mark.lateMs).toBe(event.receivedAt.getTime() - first);
          expect(overtaking.map(({ id }) => id)).toContain(mark.behind.id);
        }
      }),
    );
  });
});
