import { isAskable } from '../../kit/moments';

/** Where a page of a list starts or ends: the row's time and, because times tie, its id. */
export type Cursor = { at: Date; id: string };

/** Which page of a list that is sorted newest first. With neither cursor it is the first one. */
export type PageRequest = { before?: Cursor | null; after?: Cursor | null; limit: number };

/**
 * One page, newest first, and the cursors of its neighbours: null where there is none. `about`: how many rows the whole
 * list has, as far as somebody estimated it.
 */
export type Page<Row> = { rows: Row[]; newer: Cursor | null; older: Cursor | null; about?: number | null };

/** Text of a cursor for a URL; {@link parseCursor} reads it back. */
export const formatCursor = (cursor: Cursor): string => `${cursor.at.getTime()}~${cursor.id}`;

/** Reads what {@link formatCursor} wrote; null for anything else. */
export function parseCursor(text: string): Cursor | null {
  const [, millis, id] = /^(\d{1,15})~([\w:-]{1,255})$/.exec(text) ?? [];
  const at = new Date(Number(millis));
  return id && isAskable(at) ? { at, id } : null;
}

const by = <Column extends string, Value>(column: Column, value: Value) =>
  ({ [column]: value }) as Record<Column, Value>;

/**
 * Prisma's condition and order for the rows behind a cursor in one direction, in a list sorted by a time and an id.
 * The first condition bounds the index scan, the second settles ties within the same millisecond.
 */
export function keysetQuery<Time extends string, Id extends string, Key extends string | bigint = string>(
  time: Time,
  id: Id,
  cursor: { at: Date; id: Key } | null,
  direction: 'older' | 'newer',
) {
  const order = direction === 'older' ? ('desc' as const) : ('asc' as const);
  const beyond = <Value>(value: Value) => (direction === 'older' ? { lt: value } : { gt: value });
  const upTo = (at: Date) => (direction === 'older' ? { lte: at } : { gte: at });
  return {
    where: cursor && { ...by(time, upTo(cursor.at)), OR: [by(time, beyond(cursor.at)), by(id, beyond(cursor.id))] },
    orderBy: [by(time, order), by(id, order)],
  };
}

/**
 * Fetches one page. `fetch` gets the cursor and the direction and returns at most `take` rows in that direction; one more
 * than the page holds tells whether there is another. A page of newer rows that is not full becomes the first page.
 */
export async function fetchPage<Row>(
  request: PageRequest,
  cursorOf: (row: Row) => Cursor,
  fetch: (cursor: Cursor | null, direction: 'older' | 'newer', take: number) => Promise<Row[]>,
): Promise<Page<Row>> {
  const { before = null, after = null, limit } = request;
  if (after) {
    const found = await fetch(after, 'newer', limit + 1);
    if (found.length > limit) {
      const rows = found.slice(0, limit).reverse();
      return { rows, newer: edge(rows.at(0), cursorOf), older: edge(rows.at(-1), cursorOf) };
    }
  }
  const from = after ? null : before;
  const found = await fetch(from, 'older', limit + 1);
  const rows = found.slice(0, limit);
  const older = found.length > limit ? edge(rows.at(-1), cursorOf) : null;
  // Past the end there is no row to go back from; the way back is the first page.
  return { rows, newer: from ? edge(rows.at(0), cursorOf) : null, older };
}

const edge = <Row>(row: Row | undefined, cursorOf: (row: Row) => Cursor): Cursor | null => (row ? cursorOf(row) : null);
