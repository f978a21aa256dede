import { connection } from 'next/server';
import { getPrisma } from '@/lib/db/client';
import type { PrismaClient } from '@/lib/db/generated/client';
import { requireRole } from './guard';

/** What an error carries to the browser, where production hides its message. The error page knows this one. */
const databaseAway = 'DATABASE_AWAY';

/** Whether {@link query} found that the database cannot be reached. */
export const isMarkedAway = (error: unknown): boolean =>
  error instanceof Error && 'digest' in error && error.digest === databaseAway;

/**
 * Runs the queries of a page of the dashboard, for those who may see it. An error that means the database cannot be
 * reached is marked, so that the error page can say so.
 */
export async function query<Result>(run: (prisma: PrismaClient) => Promise<Result>): Promise<Result> {
  return publicQuery(async (prisma) => {
    await requireRole('viewer');
    return run(prisma);
  });
}

/** The same for pages that need no session: the shop's, and the ways in. */
export async function publicQuery<Result>(run: (prisma: PrismaClient) => Promise<Result>): Promise<Result> {
  await connection();
  try {
    return await run(getPrisma());
  } catch (error) {
    if (error instanceof Error && isDatabaseAway(error)) Object.assign(error, { digest: databaseAway });
    throw error;
  }
}

const away =
  /P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|57P0[123]|53300|08\d{3}|DatabaseNotReachable|ConnectionClosed|timeout exceeded when trying to connect|Connection terminated|DATABASE_URL/;

/** Whether an error means that the database cannot be reached, however deep that stands in it. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const { code, meta, cause, message } = error as Error & { code?: unknown; meta?: { driverAdapterError?: unknown } };
  if (typeof code === 'string' && away.test(code)) return true;
  return away.test(message) || isDatabaseAway(cause, depth + 1) || isDatabaseAway(meta?.driverAdapterError, depth + 1);
}
