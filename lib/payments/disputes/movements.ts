import type { Scope } from '../../db/event-context';
import type { DisputeMovement, PrismaClient } from '../../db/generated/client';

type Whose = { id: string } & Scope;

/** What disputes moved in one currency of the shop's balance. What came back and its fees are counted apart. */
export type MovedSum = { currency: string; withdrawn: bigint; reinstated: bigint; fees: bigint };

/** Every movement of a dispute that any of its events told, first to last: a later event may list fewer. */
export const listMovements = (prisma: PrismaClient, { id, account, livemode }: Whose): Promise<DisputeMovement[]> =>
  prisma.disputeMovement.findMany({
    where: { disputeId: id, account, livemode },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 100,
  });

/** Adds to each dispute what it moved, by currency: mostly one, and none before the bank took anything. */
export async function addMovedDisputes<Row extends Whose>(
  prisma: PrismaClient,
  rows: Row[],
): Promise<(Row & { moved: MovedSum[] })[]> {
  // `offset 0` keeps each look-up one by its index: a wrong guess at their number would read the whole table.
  const sums = await prisma.$queryRaw<(MovedSum & Whose)[]>`
    select own.id, m.account, m.currency, sum(greatest(-m.amount, 0))::bigint as withdrawn,
      sum(greatest(m.amount, 0))::bigint as reinstated, sum(m.amount_fee)::bigint as fees
    from unnest(${[...new Set(rows.map(({ id }) => id))]}::text[]) as own(id),
      lateral (select * from hookwell.dispute_movements where dispute_id = own.id offset 0) as m
    group by own.id, m.account, m.currency order by m.currency`;
  return rows.map((row) => ({
    ...row,
    moved: sums
      .filter(({ id, account }) => id === row.id && account === row.account)
      .map(({ currency, withdrawn, reinstated, fees }) => ({ currency, withdrawn, reinstated, fees })),
  }));
}
