const TEXT = 25;

/**
 * A `text[]` in PostgreSQL's binary format, which `pg` sends as it is. Written as text, each element would be searched for
 * quotes twice here and freed of its backslashes again there: for the bodies of events that costs more than storing
 * their ids. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/arrayfuncs.c (array_recv)
 */
export function textArray(values: (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
  const bytes = sizes.reduce((sum, size) => sum + 4 + Math.max(size, 0), 0);
  const array = Buffer.allocUnsafe(20 + bytes);
  array.writeInt32BE(1, 0); // dimensions
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(TEXT, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16); // the first index
  let at = 20;
  for (const [index, value] of values.entries()) {
    at = array.writeInt32BE(sizes[index] as number, at);
    if (value !== null) at += array.write(value, at);
  }
  return values.length > 0 ? array : EMPTY;
}

/** An array without dimensions: one of length 0 is refused. */
const EMPTY = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, TEXT]);
