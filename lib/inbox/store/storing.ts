/** Deliveries that this process could not store since the last one that it could. */
export type RefusedDeliveries = {
  count: number;
  /** The first and the last of them. */
  since: Date;
  lastAt: Date;
  /** What the last one failed with. */
  error: unknown;
  /** Whether the database answered, and took it not: no new connection changes that. */
  answered: boolean;
};

type Memory = { refused: RefusedDeliveries | null; storedAt: number };

const slot = Symbol.for('hookwell.storing');
type Global = typeof globalThis & { [slot]?: Memory };

/** Of this process: one, although the server and Next each load this file. */
function memory(): Memory {
  const global = globalThis as Global;
  global[slot] ??= { refused: null, storedAt: 0 };
  return global[slot];
}

/** Classes of SQLSTATE that say the server is away, starts, ends, or lets nobody in. */
const AWAY = /^(08|28|3D|57P|53300)/;

/**
 * Classes that speak of storing as such: rights and missing tables, what is only read, a full disk, files that fail. A
 * deadlock, a statement that took too long or a value that one event has says nothing of the next.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OF_STORING = /^(25|42|53[124]|58|XX)/;

const codeOf = (error: unknown): string | null => {
  const { code, severity } = Object(error) as { code?: unknown; severity?: unknown };
  return typeof severity === 'string' && typeof code === 'string' ? code : null;
};

/** Whether PostgreSQL itself said it, and of what it was told, and not of the connection. */
export function isDatabasesAnswer(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && !AWAY.test(code);
}

/** Remembers that an event can be stored: one was, or was tried and taken back. */
export function noteStorable(): void {
  memory().storedAt = Date.now();
}

/** Remembers how storing a delivery ended; hands on what it ends with. */
export async function noteStoring<Result>(storing: Promise<Result>): Promise<Result> {
  try {
    const result = await storing;
    memory().refused = null;
    noteStorable();
    return result;
  } catch (error) {
    noteRefused(error);
    throw error;
  }
}

/** Remembers that a delivery was answered 503. */
export function noteRefused(error: unknown): void {
  const now = new Date();
  const { refused } = memory();
  const answered = OF_STORING.test(codeOf(error) ?? '');
  memory().refused = { count: (refused?.count ?? 0) + 1, since: refused?.since ?? now, lastAt: now, error, answered };
}

/** What could not be stored lately; null while the last delivery was stored, or none came. */
export const refusedNow = (): RefusedDeliveries | null => memory().refused;

/** Forgets all of it, for tests. */
export function forgetStoring(): void {
  (globalThis as Global)[slot] = undefined;
}

/** Forgets these, where it is known that a delivery would be stored by now. */
export function forgetRefused(refused: RefusedDeliveries): void {
  if (memory().refused === refused) memory().refused = null;
}

/** How long ago, in milliseconds, this process saw last that an event can be stored. */
export const sinceStored = (): number => Date.now() - memory().storedAt;
