import { expect, it } from 'vitest';
import { handledTypes } from '../../handlers/registry';
import { parseSince, TYPES_PER_REQUEST, typesOfBatch } from './window';

const now = new Date('2026-11-20T12:00:00Z');

it.each([
  ['30d', '2026-10-21T12:00:00.000Z'],
  ['12h', '2026-11-20T00:00:00.000Z'],
  ['90m', '2026-11-20T10:30:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T10:00:00Z', '2026-11-01T10:00:00.000Z'],
])('reads --since %s', (text, iso) => {
  expect(parseSince(text, now)?.toISOString()).toBe(iso);
});

it.each([
  '',
  '30',
  '30 days',
  'd',
  '-3d',
  '2026-13-01',
  '2027-01-01',
  'yesterday',
  '0000-01-01',
  '0001-01-01',
  '-1',
  '99999d',
  '10000-01-01',
  '+275760-09-13',
  'infinity',
])('refuses --since %s', (text) => {
  expect(parseSince(text, now)).toBeNull();
});

it('asks for every handled type once, 20 at a time', () => {
  const types = handledTypes();
  const batches = Array.from({ length: Math.ceil(types.length / TYPES_PER_REQUEST) }, (_, at) =>
    typesOfBatch(types, at),
  );
  expect(batches.flat()).toEqual(types);
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(20);
  expect(typesOfBatch(types, batches.length)).toEqual([]);
});
