import { Prisma, type PrismaClient } from '../generated/client';

/** What fewer rows are is not worth an estimate: statistics of a sample know little of them. */
const LEAST = 1_000;

type Explained = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] };

/**
 * About how many rows a condition matches, as PostgreSQL's statistics say: nothing is read, so that the number costs the
 * same of a thousand rows and of a billion. Null: too few for a statement. It takes conditions for independent of each
 * other, so ask it for few of them. https://www.postgresql.org/docs/current/row-estimation-examples.html
 */
export async function estimateRows(prisma: PrismaClient, from: Prisma.Sql, where: Prisma.Sql): Promise<number | null> {
  const [row] = await prisma.$queryRaw<Explained[]>(
    Prisma.sql`explain (format json) select 1 from ${from} where ${where}`,
  );
  const rows = row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  return rows >= LEAST ? rows : null;
}
