import type { PrismaClient } from '../../db/generated/client';

type Told = { account: string | null; id: string; chargeId: string | null; paymentIntentId: string | null };

/**
 * Adds to each refund what it counts for in its orders: nothing for one that failed, and nothing for what was authorized
 * and never captured, which Stripe wrote as a refund until API version 2025-03-31. A payment of several orders has its
 * refund divided among them.
 */
export async function addMovedRefunds<Row extends Told>(
  prisma: PrismaClient,
  rows: Row[],
): Promise<(Row & { moved: bigint })[]> {
  const payments = rows.flatMap(({ chargeId, paymentIntentId }) => [chargeId, paymentIntentId]);
  // `offset 0` keeps each look-up one by its index: a wrong guess at their number would read the whole table.
  const refs = await prisma.$queryRaw<{ ref: string; account: string | null; orderId: string }[]>`
    select r.ref, r.account, r.order_id as "orderId" from unnest(${payments.filter((ref) => ref !== null)}::text[]) as own(ref),
      lateral (select ref, account, order_id from hookwell.order_refs where order_refs.ref = own.ref offset 0) as r`;
  const movements = await prisma.$queryRaw<{ ref: string; orderId: string; amount: bigint }[]>`
    select m.ref, m.order_id as "orderId", m.amount
    from unnest(${[...new Set(refs.map(({ orderId }) => orderId))]}::text[]) as own(id),
      lateral (select ref, order_id, amount from hookwell.order_movements where order_id = own.id and kind = 'refunded' offset 0) as m`;
  const isOf = new Set(refs.map(({ account, ref, orderId }) => key(account, ref, orderId)));
  const byRefund = new Map<string, typeof movements>();
  for (const movement of movements) byRefund.set(movement.ref, [...(byRefund.get(movement.ref) ?? []), movement]);
  return rows.map((row) => {
    const own = (byRefund.get(row.id) ?? []).filter(({ orderId }) =>
      [row.chargeId, row.paymentIntentId].some((ref) => ref !== null && isOf.has(key(row.account, ref, orderId))),
    );
    return { ...row, moved: own.reduce((sum, { amount }) => sum + amount, 0n) };
  });
}

const key = (...parts: (string | null)[]): string => parts.join(' ');
