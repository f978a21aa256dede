import { expect, it } from 'vitest';
import { BodiesInFlight, type Unfinished } from './bodies-in-flight';

let now = 0;
const cut: string[] = [];
const body = (name: string, startedAt: number, waitedMs = 0): Unfinished => ({
  bytes: 0,
  startedAt,
  waitedMs,
  cut: () => void cut.push(name),
});

it('cuts off the slowest until all fit, and not who was made to wait', () => {
  cut.length = 0;
  const bodies = new BodiesInFlight(
    () => 1_000,
    () => now,
  );
  const [stalled, waits, steady, fresh] = [
    body('stalled', 0),
    body('waits', 0, 9_900),
    body('steady', 0),
    body('fresh', 10_000),
  ];
  now = 10_000;
  bodies.add(stalled, 300);
  bodies.add(waits, 300);
  bodies.add(steady, 400);
  expect(cut).toEqual([]);
  bodies.add(fresh, 200);
  expect(cut).toEqual(['stalled']);
  expect(bodies.bytes).toBe(900);
  bodies.add(fresh, 800);
  expect(cut).toEqual(['stalled', 'steady', 'waits']);
  bodies.remove(fresh);
  bodies.remove(fresh);
  bodies.remove(stalled);
  expect(bodies.bytes).toBe(0);
});

it('gives up the only one that is too much', () => {
  cut.length = 0;
  const bodies = new BodiesInFlight(() => 1_000);
  bodies.add(body('huge', 0), 1_001);
  expect(cut).toEqual(['huge']);
  expect(bodies.bytes).toBe(0);
});
