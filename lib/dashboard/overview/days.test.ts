import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dateIn, lastDays, startOfDay } from './days';
import { bucketsOf, RANGES } from './range';

const HOUR = 3_600_000;
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Africa/Cairo',
  'Australia/Lord_Howe',
];

describe('startOfDay', () => {
  test.each([
    ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-02', '2026-01-01T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-01-02', '2026-01-02T11:00:00.000Z'],
    // The clocks of Cairo go from 0:00 to 1:00: the day begins at 1:00.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('%s %s', (zone, date, start) => {
    expect(startOfDay(zone, date).toISOString()).toBe(start);
  });
});

describe('lastDays', () => {
  test('has a day of 23 hours when summer time begins, and one of 25 when it ends', () => {
    const hours = (now: string) =>
      lastDays('Europe/Berlin', 3, new Date(now)).map(({ date, start, end }) => [date, (+end - +start) / HOUR]);
    expect(hours('2026-03-30T10:00:00Z')).toEqual([
      ['2026-03-28', 24],
      ['2026-03-29', 23],
      ['2026-03-30', 24],
    ]);
    expect(hours('2026-10-26T10:00:00Z')).toEqual([
      ['2026-10-24', 24],
      ['2026-10-25', 25],
      ['2026-10-26', 24],
    ]);
  });

  test('ends with today as the zone has it', () => {
    const now = new Date('2026-06-30T23:30:00Z');
    expect(lastDays('UTC', 1, now)[0]?.date).toBe('2026-06-30');
    expect(lastDays('Europe/Berlin', 1, now)[0]?.date).toBe('2026-07-01');
    expect(lastDays('America/New_York', 1, now)[0]?.date).toBe('2026-06-30');
  });

  test('leaves no moment out and counts none twice, in any zone at any time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (zone, now) => {
          const days = lastDays(zone, 5, now);
          for (const [index, { date, start, end }] of days.entries()) {
            expect(dateIn(zone, start)).toBe(date);
            expect(dateIn(zone, new Date(start.getTime() - 60_000))).not.toBe(date);
            if (index > 0) expect(start).toEqual(days[index - 1]?.end);
            expect(end.getTime()).toBeGreaterThan(start.getTime());
          }
          expect(now >= (days[4]?.start ?? now) && now < (days[4]?.end ?? now)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('addDays crosses months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});

describe('bucketsOf', () => {
  test.each([
    ['1h', 60],
    ['24h', 48],
    ['7d', 56],
    ['30d', 30],
  ] as const)('divides %s into %i', (range, count) => {
    const { bounds } = bucketsOf(range, 'UTC', new Date('2026-06-15T10:07:30Z'));
    expect(bounds).toHaveLength(count + 1);
  });

  test('steps begin with the day of the zone', () => {
    const { bounds } = bucketsOf('24h', 'Asia/Kathmandu', new Date('2026-06-15T10:07:30Z'));
    expect(bounds.map((at) => at.toISOString())).toContain('2026-06-14T18:15:00.000Z');
  });

  test('a change of the clocks makes a step longer or leaves one out, and no gap', () => {
    const lengths = (now: string) => {
      const { bounds } = bucketsOf('7d', 'Europe/Berlin', new Date(now));
      return new Set(bounds.slice(1).map((at, index) => (+at - +(bounds[index] ?? 0)) / HOUR));
    };
    expect(lengths('2026-10-27T12:00:00Z')).toEqual(new Set([3, 4]));
    expect(lengths('2026-03-31T12:00:00Z')).toEqual(new Set([3, 2]));
  });

  test('covers the present, ascends, and never reaches back further than asked', () => {
    const spans = { '1h': HOUR, '24h': 24 * HOUR, '7d': 168 * HOUR, '30d': 31 * 25 * HOUR };
    fc.assert(
      fc.property(
        fc.constantFrom(...RANGES),
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (range, zone, now) => {
          const { bounds } = bucketsOf(range, zone, now);
          const [first, last] = [bounds[0] ?? now, bounds.at(-1) ?? now];
          expect(bounds.every((at, index) => index === 0 || at > (bounds[index - 1] ?? at))).toBe(true);
          expect(last > now).toBe(true);
          expect(+now - +first).toBeLessThanOrEqual(spans[range]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
