import { expect, test } from 'vitest';
import { addMonths } from './add-months';
import { Random } from './random';
import { suggest } from './suggest';

test('the same seed gives the same sequence, another seed another', () => {
  const draw = (seed: string) =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.next()
      )(new Random(seed)),
    );
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
  expect(draw('a').every((n) => n >= 0 && n < 1)).toBe(true);
});

test('weights are kept to', () => {
  const random = new Random('weights');
  const names = Array.from(
    { length: 2000 },
    () =>
      random.weighted([
        { weight: 9, of: 'a' },
        { weight: 1, of: 'b' },
      ]).of,
  );
  const share = names.filter((name) => name === 'b').length / names.length;
  expect(share).toBeGreaterThan(0.07);
  expect(share).toBeLessThan(0.13);
});

test('shuffling keeps every item', () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  const shuffled = new Random('x').shuffle(items);
  expect(shuffled).not.toEqual(items);
  expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
});

test('ids do not repeat', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => new Random(`seed ${i}`).text(7));
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ['2026-01-31T08:00:00Z', 1, '2026-02-28T08:00:00Z'],
  ['2026-11-21T08:00:00Z', 2, '2027-01-21T08:00:00Z'],
  ['2026-03-31T08:00:00Z', -1, '2026-02-28T08:00:00Z'],
])('%s and %d months is %s', (from, months, to) => {
  expect(addMonths(Date.parse(from) / 1000, months)).toBe(Date.parse(to) / 1000);
});

test.each([
  ['purchas', ['purchase']],
  ['payout.pald', ['payout.paid']],
  ['zzzzzz', []],
])('for "%s" it suggests %j', (written, expected) => {
  expect(suggest(written, ['purchase', 'payout.paid', 'refund'])).toEqual(expected);
});
