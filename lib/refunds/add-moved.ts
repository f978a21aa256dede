import type { PrismaClient } from '../db/generated/client';

type Told = { account: string | null; id: string; chargeId: string | null; paymentIntentId: string | null };

/**
 * Adds to each refund what it counts for in its orders: nothing for one that failed, and nothing for what was authorized
 * and never captured, which Stripe wrote as a refund until API version 2025-03-31. A payment of several orders has its
 * refund divided among them.
 */
export async function addMoved<Row extends Told>(
  prisma: PrismaClient,
  rows: Row[],
): Promise<(Row & { moved: bigint })[]> {
  const asked = rows.map(({ id, account, chargeId, paymentIntentId }) => ({
    id,
    account,
    refs: [chargeId, paymentIntentId].filter((ref) => ref !== null),
  }));
  const sums = await prisma.$queryRaw<{ nth: number; moved: bigint }[]>`
    select w.nth::int as nth, sum(m.amount)::bigint as moved
    from jsonb_to_recordset(${JSON.stringify(asked.map((one, nth) => ({ nth, ...one })))}::jsonb)
      as w(nth int, id text, account text, refs text[])
    cross join lateral (
      select distinct r.order_id from order_refs r where r.ref = any(w.refs) and r.account is not distinct from w.account
    ) as o
    join order_movements m on m.order_id = o.order_id and m.kind = 'refunded' and m.ref = w.id
    group by w.nth`;
  const moved = new Map(sums.map((sum) => [sum.nth, sum.moved]));
  return rows.map((row, nth) => ({ ...row, moved: moved.get(nth) ?? 0n }));
}
