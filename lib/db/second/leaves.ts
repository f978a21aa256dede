/** Far deeper than any object of Stripe's. What is nested further is not compared. */
const DEEPEST = 40;
/** Between the keys of a path: no key of Stripe's has it. */
const THEN = '\u0000';
const RECORD = '{}';

/**
 * An object as its values by path, written as JSON. A list is one value, a missing key is the same as null, and so is a
 * record without values: Stripe's API versions render what is not there in either way.
 */
export type Leaves = ReadonlyMap<string, string>;

/** What an event says of how the object was before it, by path. Null: nothing was there. */
export type LeafClaims = ReadonlyMap<string, string | null>;

type Json = Record<string, unknown>;

export function leavesOf(object: Json): Leaves {
  const leaves = new Map<string, string>();
  fill(leaves, object, '', 0);
  leaves.delete('');
  return leaves;
}

function fill(leaves: Map<string, string>, value: unknown, path: string, depth: number): boolean {
  if (value === null || value === undefined || depth > DEEPEST) return false;
  if (!isRecord(value)) {
    leaves.set(path, textOf(value, depth));
    return true;
  }
  let any = false;
  for (const [key, inner] of Object.entries(value)) any = fill(leaves, inner, under(path, key), depth + 1) || any;
  if (any) leaves.set(path, RECORD);
  return any;
}

/**
 * What `previous_attributes` say: they are partial, and name in a nested object only what was changed. What is the same
 * now is left out; a nested list's `object` and `has_more` are told without having changed.
 */
export function claimsOf(previous: Json | null, now: Leaves): LeafClaims {
  const claims = new Map<string, string | null>();
  const read = (value: unknown, path: string, depth: number) => {
    if (depth > DEEPEST) return;
    const entries = isRecord(value) ? Object.entries(value) : [];
    if (entries.length > 0) for (const [key, inner] of entries) read(inner, under(path, key), depth + 1);
    else {
      const nothing = value === null || value === undefined || isRecord(value);
      const was = nothing ? null : textOf(value, depth);
      if ((now.get(path) ?? null) !== was) claims.set(path, was);
    }
  };
  for (const [key, value] of Object.entries(previous ?? {})) read(value, key, 1);
  return claims;
}

/** Whether all of it held in a state. */
export const areTrueOf = (claims: LeafClaims, leaves: Leaves): boolean =>
  [...claims].every(([path, was]) => (leaves.get(path) ?? null) === was);

/** The object as it was before an event, as far as the event tells. */
export function before(now: Leaves, claims: LeafClaims): Leaves {
  const leaves = new Map(now);
  for (const [path, was] of claims) {
    if (now.get(path) === RECORD)
      for (const known of now.keys()) if (known.startsWith(path + THEN)) leaves.delete(known);
    if (was === null) leaves.delete(path);
    else leaves.set(path, was);
  }
  // Behind all that was taken away, because the claims of one record are told one by one.
  for (const [path, was] of claims) if (was !== null) nest(leaves, path);
  return leaves;
}

function nest(leaves: Map<string, string>, path: string): void {
  for (let end = path.lastIndexOf(THEN); end > 0; end = path.lastIndexOf(THEN, end - 1))
    leaves.set(path.slice(0, end), RECORD);
}

/** How many values differ. */
export function countChanges(one: Leaves, other: Leaves): number {
  let changes = 0;
  for (const [path, value] of one) if (value !== RECORD && other.get(path) !== value) changes++;
  // A value that has another one in its place is counted already.
  for (const [path, value] of other) if (value !== RECORD && (one.get(path) ?? RECORD) === RECORD) changes++;
  return changes;
}

function textOf(value: unknown, depth: number): string {
  if (depth > DEEPEST) return '';
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item, depth + 1)).join()}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const known = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  const texts = known.map(([key, inner]) => `${JSON.stringify(key)}:${textOf(inner, depth + 1)}`);
  return `{${texts.sort().join()}}`;
}

const under = (path: string, key: string) => (path === '' ? key : path + THEN + key);

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
