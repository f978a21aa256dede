import { describe, expect, test } from 'vitest';
import { type Cursor, fetchPage, formatCursor, parseCursor } from './keyset';

type Row = { at: Date; id: string };

/** Rows in pairs that share a time, newest first. */
const all: Row[] = Array.from({ length: 11 }, (_, n) => ({
  at: new Date(10_000 - Math.floor(n / 2) * 1_000),
  id: `evt_${String(99 - n)}`,
}));

const isOlder = (row: Row, cursor: Cursor) =>
  row.at < cursor.at || (row.at.getTime() === cursor.at.getTime() && row.id < cursor.id);

const isNewer = (row: Row, cursor: Cursor) => !isOlder(row, cursor) && row.id !== cursor.id;

const fetch = async (cursor: Cursor | null, direction: 'older' | 'newer', take: number) =>
  direction === 'older'
    ? all.filter((row) => !cursor || isOlder(row, cursor)).slice(0, take)
    : [...all]
        .reverse()
        .filter((row) => cursor && isNewer(row, cursor))
        .slice(0, take);

const page = (request: { before?: Cursor | null; after?: Cursor | null }) =>
  fetchPage({ ...request, limit: 4 }, (row: Row) => row, fetch);

describe('fetchPage', () => {
  test('walks to the end and back without losing or doubling a row, though times tie', async () => {
    const first = await page({});
    const second = await page({ before: first.older });
    const third = await page({ before: second.older });
    expect([...first.rows, ...second.rows, ...third.rows]).toEqual(all);
    expect(first.newer).toBeNull();
    expect(third.older).toBeNull();
    expect((await page({ after: third.newer })).rows).toEqual(second.rows);
  });

  test('a page of newer rows that is not full is the first page', async () => {
    const nearTop = await page({ after: all[2] });
    expect(nearTop.rows).toEqual(all.slice(0, 4));
    expect(nearTop.newer).toBeNull();
  });

  test('an empty list has no neighbours', async () => {
    expect(
      await fetchPage(
        { limit: 4 },
        (row: Row) => row,
        async () => [],
      ),
    ).toEqual({
      rows: [],
      newer: null,
      older: null,
    });
  });
});

describe('parseCursor', () => {
  test('reads what formatCursor wrote', () => {
    const cursor = { at: new Date(1_795_000_000_123), id: 'evt_1' };
    expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
  });

  test.each(['', 'evt_1', '~evt_1', '12~', 'x~evt_1', '-1~evt_1', '9999999999999999~evt_1'])('refuses %j', (text) => {
    expect(parseCursor(text)).toBeNull();
  });
});
