import type { BalanceSnapshot, PrismaClient } from '../../db/generated/client';

/** The payouts of this id, one for each account that has one. */
export const findPayouts = (prisma: PrismaClient, id: string) =>
  prisma.payout.findMany({ where: { id }, orderBy: { account: { sort: 'asc', nulls: 'first' } }, take: 20 });

export type PayoutDetail = Awaited<ReturnType<typeof findPayouts>>[number];

/** The balance in the payout's currency as it was last told before the payout was made, and first told after it. */
export async function getBalanceAround(
  prisma: PrismaClient,
  payout: Pick<PayoutDetail, 'account' | 'livemode' | 'currency' | 'createdAt'>,
): Promise<{ before: BalanceSnapshot | null; after: BalanceSnapshot | null }> {
  const { account, livemode, currency, createdAt } = payout;
  const [before, after] = await Promise.all([
    prisma.balanceSnapshot.findFirst({
      where: { account, livemode, currency, createdAt: { lt: createdAt } },
      orderBy: { createdAt: 'desc' },
    }),
    prisma.balanceSnapshot.findFirst({
      where: { account, livemode, currency, createdAt: { gte: createdAt } },
      orderBy: { createdAt: 'asc' },
    }),
  ]);
  return { before, after };
}
