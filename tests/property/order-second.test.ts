import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderSecond } from '@/lib/db/second/order-second';
import type { Told } from '@/lib/db/second/told';
import { permutations } from '../../harness/store-event';

type Json = Record<string, unknown>;
type Change = { path: string[]; value: unknown };
/** What happens to an object. `silent`: an event that changes nothing and has no `previous_attributes`. */
type Step = { changes: Change[]; silent: boolean; sparse: boolean };

const PATHS = [['status'], ['email'], ['settings', 'method'], ['settings', 'footer', 'text'], ['items', 'data']];

const get = (object: unknown, [key, ...rest]: string[]): unknown =>
  key === undefined ? (object ?? null) : get((object as Json | null | undefined)?.[key], rest);

const set = (object: Json, [key, ...rest]: string[], value: unknown): Json =>
  key === undefined
    ? object
    : { ...object, [key]: rest.length > 0 ? set((object[key] as Json | undefined) ?? {}, rest, value) : value };

/** As an API version renders it that leaves out what is null. */
const withoutNulls = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, inner) => inner ?? undefined));

const START: Json = {
  id: 'sub_1',
  status: 'v0',
  email: null,
  settings: { method: 'v0', footer: { text: 'v0' }, kept: null },
  items: { object: 'list', data: [{ price: 'v0' }], has_more: false },
};

/** The events of these steps in their true order. Stripe says of each update what was before, nested and partial. */
function tell(steps: Step[], ids: string[]): Told[] {
  let object = START;
  return steps.map(({ changes, silent, sparse }, at) => {
    let previous: Json = {};
    let now = object;
    if (!silent) for (const { path, value } of changes) now = set(now, path, value);
    for (const path of PATHS) {
      const was = get(object, path);
      if (!isDeepStrictEqual(was, get(now, path))) previous = set(previous, path, was);
    }
    object = now;
    const rendered = (sparse ? withoutNulls(object) : object) as Json;
    const told = Object.keys(previous).length > 0 ? previous : null;
    return {
      id: ids[at] as string,
      type: told ? 'x.updated' : 'x.trial_will_end',
      object: rendered,
      previous: told,
      order: 0,
    };
  });
}

const ids = (count: number) =>
  fc.uniqueArray(fc.stringMatching(/^evt_[0-9A-Za-z]{4}$/), { minLength: count, maxLength: count });

const steps = (change: (at: number) => fc.Arbitrary<Change>, length: { minLength: number; maxLength: number }) =>
  fc.array(fc.nat(), length).chain((places) =>
    fc.tuple(
      ...places.map((_, at) =>
        fc.record({
          changes: fc.uniqueArray(change(at), { minLength: 1, maxLength: 3, selector: ({ path }) => path.join() }),
          silent: fc.boolean(),
          sparse: fc.boolean(),
        }),
      ),
    ),
  );

const valueAt = (path: string[], value: string): unknown =>
  path.includes('data') ? [{ price: value }, { price: 'v0' }] : value;
const path = fc.constantFrom(...PATHS);
/** Back and forth between few values. */
const toggling = () =>
  fc.tuple(path, fc.constantFrom('v0', 'v1')).map(([at, value]) => ({ path: at, value: valueAt(at, value) }));
/** No value ever comes again. */
const fresh = (at: number) => path.map((place) => ({ path: place, value: valueAt(place, `step ${at}`) }));

const story = (change: (at: number) => fc.Arbitrary<Change>, maxLength: number) =>
  steps(change, { minLength: 1, maxLength }).chain((told) =>
    ids(told.length).map((names) => tell(told as Step[], names)),
  );

const stateOf = (told: Told | undefined) => withoutNulls(told?.object);
const overlay = (now: unknown, was: unknown): unknown => {
  if (typeof was !== 'object' || was === null || Array.isArray(was)) return was;
  const inner = Object.entries(was).map(([key, value]) => [key, overlay(get(now, [key]), value)]);
  return { ...(now as Json), ...Object.fromEntries(inner) };
};

/** The states that could be the last: the ends of every order in which each event finds what it says was there. */
function possibleEnds(events: Told[]): unknown[] {
  const befores = new Map(events.map((told) => [told, withoutNulls(overlay(told.object, told.previous ?? {}))]));
  const isPossible = (order: Told[]) =>
    order.every((told, at) => at === 0 || isDeepStrictEqual(befores.get(told), stateOf(order[at - 1])));
  return permutations(events)
    .filter(isPossible)
    .map((order) => stateOf(order.at(-1)));
}

const runs = { numRuns: 400, verbose: fc.VerbosityLevel.None };

describe('The events of one object and one second', { timeout: 30_000 }, () => {
  it('have the same last one in every order of arrival, whatever their types and however little they say', () => {
    const types = fc.constantFrom('x.created', 'x.updated', 'x.updated', 'x.paid', 'x.deleted');
    const mixed = story(toggling, 5).chain((events) =>
      fc.tuple(
        ...events.map((told) =>
          fc
            .record({ type: types, order: fc.nat(2), says: fc.boolean() })
            .map(({ type, order, says }) => ({ ...told, type, order, previous: says ? told.previous : null })),
        ),
      ),
    );
    fc.assert(
      fc.property(mixed, (events) => {
        const expected = orderSecond(events);
        expect(expected.tied).not.toHaveLength(1);
        for (const arrived of permutations(events)) expect(orderSecond(arrived)).toEqual(expected);
      }),
      runs,
    );
  });

  it('are decided where only one end is possible, and tied where more are', () => {
    fc.assert(
      fc.property(story(toggling, 6), (events) => {
        const truth = stateOf(events.at(-1));
        const ends = possibleEnds(events);
        const { last, tied } = orderSecond(events);
        if (ends.every((end) => isDeepStrictEqual(end, truth))) {
          expect(stateOf(last)).toEqual(truth);
          expect(tied).toEqual([]);
        } else {
          const states = events.filter(({ id }) => tied.includes(id)).map(stateOf);
          for (const end of ends) expect(states).toContainEqual(end);
          expect(last.id).toBe(tied.at(-1));
        }
      }),
      runs,
    );
  });

  it('end in the true state where no value comes again, however many they are', () => {
    fc.assert(
      fc.property(story(fresh, 14), (events) => {
        const { last, tied } = orderSecond(events);
        expect(stateOf(last)).toEqual(stateOf(events.at(-1)));
        expect(tied).toEqual([]);
      }),
      runs,
    );
  });

  it('never end in a state that the last one outdates, although some of them never came', () => {
    const lossy = story(fresh, 9).chain((events) => fc.subarray(events, { minLength: 1 }));
    fc.assert(
      fc.property(lossy, (events) => {
        const { last, tied } = orderSecond(events);
        const truth = events.filter((told) => isDeepStrictEqual(stateOf(told), stateOf(events.at(-1))));
        expect([last.id, ...tied].some((id) => truth.some((told) => told.id === id))).toBe(true);
      }),
      runs,
    );
  });

  it('end in the true state where the kind only goes forward, although some do not say what changed', () => {
    const forward = story(fresh, 9).chain((events) =>
      fc.tuple(
        ...events.map((told) => fc.boolean().map((says) => ({ ...told, previous: says ? told.previous : null }))),
      ),
    );
    fc.assert(
      fc.property(forward, (events) => {
        const states: unknown[] = [];
        const placed = events.map((told) => {
          const state = stateOf(told);
          if (!isDeepStrictEqual(state, states.at(-1))) states.push(state);
          return { ...told, order: states.length };
        });
        const { last, tied } = orderSecond(placed);
        expect(stateOf(last)).toEqual(states.at(-1));
        expect(tied).toEqual([]);
      }),
      runs,
    );
  });
});
