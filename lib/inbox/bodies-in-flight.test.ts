import { expect, it } from 'vitest';
import { BodiesInFlight, type Unfinished } from './bodies-in-flight';

let now = 0;
const cut: string[] = [];
const body = (name: string, startedAt: number, waitedMs = 0, missing = 0): Unfinished => ({
  bytes: 0,
  missing,
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

it('cuts off who stopped behind much, and who has much to come, before one that is nearly there', () => {
  cut.length = 0;
  now = 10_000;
  const bodies = new BodiesInFlight(
    () => 1_000_000,
    () => now,
  );
  bodies.add(body('stopped', 9_500, 0, 1), 600_000);
  bodies.add(body('much to come', 9_990, 0, 900_000), 100_000);
  bodies.add(body('good', 9_970, 0, 70_000), 130_000);
  bodies.add(body('another', 10_000), 200_000);
  expect(cut).toEqual(['stopped']);
  bodies.add(body('one more', 10_000), 600_000);
  expect(cut).toEqual(['stopped', 'much to come']);
});

it('gives up the only one that is too much', () => {
  cut.length = 0;
  const bodies = new BodiesInFlight(() => 1_000);
  bodies.add(body('huge', 0), 1_001);
  expect(cut).toEqual(['huge']);
  expect(bodies.bytes).toBe(0);
});
