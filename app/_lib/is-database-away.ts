/** Of Prisma, PostgreSQL (classes 08, 53300, 57P01 to 57P03) and Node, and the kinds that Prisma's adapter gives an error. */
const CODES =
  /^(P1001|P1002|P1008|P1017|P2024|P2037|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|57P0[123]|53300|08\d{3}|DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout)$/;

/** What the driver and our configuration say has no code. */
const WORDS = /timeout exceeded when trying to connect|Connection terminated|DATABASE_URL/;

type Coded = {
  code?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
};

/** Whether an error means that the database cannot be reached, however deep that stands in it. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, kind, originalCode, cause, meta } = error as Coded;
  if ([code, kind, originalCode].some((each) => typeof each === 'string' && CODES.test(each))) return true;
  if (error instanceof Error && WORDS.test(error.message)) return true;
  return isDatabaseAway(cause, depth + 1) || isDatabaseAway(meta?.driverAdapterError, depth + 1);
}
