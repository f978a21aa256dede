/** A pooler that hands each transaction to another server connection does not know what was prepared on the last one. */
const UNKNOWN_OR_TAKEN = ['26000', '42P05'];

/** Whether PostgreSQL does not know a prepared statement, or has another one of that name. */
export const isLostStatement = (error: unknown): boolean =>
  UNKNOWN_OR_TAKEN.includes(String((error as { code?: unknown } | null)?.code));
