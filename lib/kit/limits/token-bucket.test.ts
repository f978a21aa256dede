import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket';

test('lets the burst through, then as many as time brings', () => {
  let now = 0;
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, () => now);
  const takes = (count: number) => Array.from({ length: count }, () => bucket.take()).filter(Boolean).length;
  expect(takes(10)).toBe(3);
  now = 1_000;
  expect(takes(10)).toBe(2);
  now = 60_000;
  expect(takes(10)).toBe(3);
});

test('never lets more through than burst + rate × time, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 200 }), (steps) => {
      let now = 1_000_000;
      let forward = 0;
      const bucket = new TokenBucket({ burst: 5, perSecond: 1 }, () => now);
      let passed = 0;
      for (const step of steps) {
        now += step;
        forward += Math.max(0, step);
        if (bucket.take()) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(5 + forward / 1000);
    }),
  );
});

test('opens again although the clock was set back by a day', () => {
  let now = 86_400_000;
  const bucket = new TokenBucket({ burst: 1, perSecond: 1 }, () => now);
  expect(bucket.take()).toBe(true);
  now = 0;
  expect(bucket.take()).toBe(false);
  now = 1_000;
  expect(bucket.take()).toBe(true);
});
