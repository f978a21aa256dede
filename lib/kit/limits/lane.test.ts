import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Lane } from './lane';

/** The clock, and the time in which the event loop had something to do. */
let active = 0;
const clock = { now: () => Date.now(), activeMs: () => active };

beforeEach(() => {
  vi.useFakeTimers();
  active = 0;
});
afterEach(() => vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);

it('lets few work at a time, in turn, and refuses whom nobody could serve', () => {
  const lane = new Lane({ atOnce: 2, waiting: 2 }, clock);
  const said: string[] = [];
  const leaves: (() => void)[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    lane.enter({
      start(leave) {
        said.push(name);
        leaves.push(leave);
      },
      refuse: () => said.push(`${name} refused`),
    });
  expect(said).toEqual(['a', 'b', 'e refused']);
  leaves[0]?.();
  leaves[0]?.();
  expect(said).toEqual(['a', 'b', 'e refused', 'c']);
  leaves[2]?.();
  expect(said.at(-1)).toBe('d');
});

it('takes the place of a stream away, which goes on', () => {
  const lane = new Lane({ atOnce: 1, waiting: 10, holdMs: 1_000 }, clock);
  let started = 0;
  for (let stream = 0; stream < 3; stream++) lane.enter({ start: () => void started++ });
  pass(999);
  expect(started).toBe(1);
  pass(1);
  expect(started).toBe(2);
  pass(1_000);
  expect(started).toBe(3);
});

it('refuses who waited too long, and forgets who went away', () => {
  const lane = new Lane({ atOnce: 1, waiting: 2, waitMs: 1_000 }, clock);
  const said: string[] = [];
  lane.enter({ start: () => void said.push('first') });
  lane.enter({ start: () => {}, isGone: () => true });
  lane.enter({ start: () => {}, refuse: () => said.push('late') });
  lane.enter({ start: () => {}, refuse: () => said.push('later') });
  pass(1_200);
  expect(said).toEqual(['first', 'late', 'later']);
});

it('gives work its share of the event loop in the long run, and a burst at the beginning', () => {
  const lane = new Lane({ waiting: 1_000, share: 0.1, burstMs: 100 }, clock);
  let done = 0;
  for (let n = 0; n < 1_000; n++)
    lane.enter({
      start(leave) {
        active += 10;
        done += 1;
        leave();
      },
    });
  expect(done).toBeGreaterThanOrEqual(10);
  expect(done).toBeLessThan(13);
  pass(10_000);
  // A tenth of 10 s at 10 ms each.
  expect(done).toBeGreaterThan(100);
  expect(done).toBeLessThan(125);
});

it('charges what is done at once by its cost, and gives it back', () => {
  const lane = new Lane({ waiting: 1_000, share: 0.1, burstMs: 10 }, clock);
  let done = 0;
  for (let n = 0; n < 100; n++) lane.enter({ costMs: 1, start: () => void done++ });
  expect(done).toBe(10);
  lane.refund(5);
  expect(done).toBe(15);
});

it('does not charge one that waits for others with all that they did', () => {
  const lane = new Lane({ atOnce: 1, waiting: 10, share: 0.5, burstMs: 100 }, clock);
  let leave = () => {};
  lane.enter({
    start(done) {
      leave = done;
    },
  });
  active += 60_000;
  leave();
  let started = 0;
  lane.enter({ start: () => void started++ });
  pass(100);
  expect(started).toBe(1);
});

it('starts each in the context that it came in', () => {
  const context = new AsyncLocalStorage<string>();
  const lane = new Lane({ atOnce: 1, waiting: 10 }, clock);
  const seen: (string | undefined)[] = [];
  const leaves: (() => void)[] = [];
  for (const name of ['a', 'b'])
    context.run(name, () =>
      lane.enter({
        start(leave) {
          seen.push(context.getStore());
          leaves.push(leave);
        },
      }),
    );
  context.run('another', () => leaves[0]?.());
  expect(seen).toEqual(['a', 'b']);
});
