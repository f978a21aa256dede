import type { Database } from '../../db/client';
import { type Cursor, fetchPage, type Page, type PageRequest } from '../../db/paging/keyset';
import { CHECK_MONEY } from '../../kit/jobs/jobs';
import { MONEY_CHECK } from './check-money';

/** What a check found. `livemode` is that of its order; null where it is about no order. */
export type ListedFinding = {
  id: bigint;
  rule: string;
  objectId: string;
  orderId: string | null;
  message: string;
  eventIds: string[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  resolvedAt: Date | null;
  livemode: boolean | null;
};

type FindingFilter = { state: 'open' | 'resolved'; rule?: string | null };

/** One page of findings: the open ones by when they were first seen, the resolved ones by when they ended, latest first. */
export async function listFindings(
  prisma: Database,
  request: FindingFilter & PageRequest,
): Promise<Page<ListedFinding>> {
  const { state, rule } = request;
  const time = state === 'open' ? 'firstSeenAt' : 'resolvedAt';
  const cursorOf = (row: ListedFinding): Cursor => ({ at: row[time] ?? row.firstSeenAt, id: String(row.id) });
  return fetchPage(request, cursorOf, async (cursor, direction, take) => {
    const rows = await prisma.finding.findMany({
      where: {
        resolvedAt: state === 'open' ? null : { not: null },
        ...(rule && { rule }),
        ...(cursor && beyond(time, cursor, direction)),
      },
      orderBy: [{ [time]: direction === 'older' ? 'desc' : 'asc' }, { id: direction === 'older' ? 'desc' : 'asc' }],
      take,
    });
    return withModes(prisma, rows);
  });
}

function beyond(time: 'firstSeenAt' | 'resolvedAt', { at, id }: Cursor, direction: 'older' | 'newer') {
  const past = direction === 'older' ? 'lt' : 'gt';
  const number = /^\d{1,18}$/.test(id) ? BigInt(id) : 0n;
  return { AND: [{ [time]: { [`${past}e`]: at } }, { OR: [{ [time]: { [past]: at } }, { id: { [past]: number } }] }] };
}

async function withModes(prisma: Database, rows: Omit<ListedFinding, 'livemode'>[]): Promise<ListedFinding[]> {
  const ids = rows.flatMap(({ orderId }) => orderId ?? []);
  const orders = await prisma.order.findMany({ where: { id: { in: ids } }, select: { id: true, livemode: true } });
  const modes = new Map(orders.map(({ id, livemode }) => [id, livemode]));
  return rows.map((row) => ({ ...row, livemode: modes.get(row.orderId ?? '') ?? null }));
}

/** How many findings of each rule are open. */
export async function countOpenFindings(prisma: Database): Promise<{ rule: string; count: number }[]> {
  const groups = await prisma.finding.groupBy({ by: ['rule'], where: { resolvedAt: null }, _count: true });
  return groups.map(({ rule, _count }) => ({ rule, count: _count }));
}

// A job that runs has its only attempt behind it, as one that failed has: the lock tells them apart.
/** When the rules were last checked, and whether a check is asked for or running. `finishedAt` is null before the first. */
export async function checkState(prisma: Database): Promise<{ finishedAt: Date | null; waiting: boolean }> {
  const [run, jobs] = await Promise.all([
    prisma.checkRun.findUnique({ where: { name: MONEY_CHECK } }),
    prisma.$queryRaw<unknown[]>`
      select from hookwell_worker.jobs where key = ${CHECK_MONEY} 
        and (locked_at is not null or attempts < max_attempts) limit 1`,
  ]);
  return { finishedAt: run?.finishedAt ?? null, waiting: jobs.length > 0 };
}
