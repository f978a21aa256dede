import type { PrismaClient } from '../../db/generated/client';
import { relatedOrder } from '../orders/related-order';

/** The refunds of this id, one for each account that has one, with the order whose money went back. */
export const findRefunds = (prisma: PrismaClient, id: string) =>
  prisma.refund.findMany({
    where: { id },
    include: { order: { select: relatedOrder } },
    orderBy: { account: { sort: 'asc', nulls: 'first' } },
    take: 20,
  });
