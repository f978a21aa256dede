import { expect, it } from 'vitest';
import { compare, figure } from './comparison';
import { median, spread } from './stats';

it('takes the middle, of an even count the mean of the two middle ones, in whatever order they come', () => {
  expect(median([10, 9, 100])).toBe(10);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(spread([3, -1, 20])).toEqual([-1, 20]);
});

const compared = (ours: number[], theirs: number[], wanted: { atLeast?: number; atMost?: number } = {}) =>
  compare({ name: 'pair', how: '64 connections', unit: 'ms', contestants: ['ours', 'theirs'], wanted }, [ours, theirs]);

it('compares the two of each round, so that a machine that got slower counts for both', () => {
  const result = compared([100, 50, 10], [200, 100, 20]);
  expect(result).toMatchObject({ ratio: 0.5, ratioSpread: [0.5, 0.5], rounds: 3, wanted: null, met: null });
  expect(result.contestants).toEqual([
    { name: 'ours', median: 50, spread: [10, 100] },
    { name: 'theirs', median: 100, spread: [20, 200] },
  ]);
});

it('says whether the ratio is what was wanted, the bound itself included', () => {
  expect(compared([3], [4], { atLeast: 0.75 })).toMatchObject({ wanted: '≥ 0.75', met: true });
  expect(compared([2.9], [4], { atLeast: 0.75 }).met).toBe(false);
  expect(compared([2], [1], { atMost: 2 })).toMatchObject({ wanted: '≤ 2', met: true });
  expect(compared([2.1], [1], { atMost: 2 }).met).toBe(false);
});

it('is not met where a round has nothing to compare with', () => {
  expect(compared([1, 1], [1], { atMost: 2 }).met).toBe(false);
});

it('has no ratio for a figure that stands for itself', () => {
  const result = figure({ name: 'memory', how: 'at rest', unit: 'MB', contestant: 'the app' }, [90, 110]);
  expect(result).toMatchObject({ contestants: [{ name: 'the app', median: 100 }], ratio: null, met: null, rounds: 2 });
});
