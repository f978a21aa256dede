import { createParser } from 'nuqs/server';
import { formatCursor, parseCursor } from '@/lib/db/paging/keyset';

/** Text that somebody typed, up to a length. What PostgreSQL's text cannot hold does not reach it. */
export const parseAsTextOf = (length: number) =>
  createParser({
    parse: (value) => value.replaceAll('\0', '').toWellFormed().trim().slice(0, length) || null,
    serialize: (value: string) => value,
  });

export const parseAsText = parseAsTextOf(255);

/** Where a page of a list starts or ends. */
export const parseAsCursor = createParser({
  parse: parseCursor,
  serialize: formatCursor,
  eq: (a, b) => formatCursor(a) === formatCursor(b),
});
