import { connection } from 'next/server';
import { getPrisma } from '@/lib/db/client';
import type { PrismaClient } from '@/lib/db/generated/client';
import { requireRole } from './guard';
import { isDatabaseAway } from './is-database-away';

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
