import type { PrismaClient } from '../../db/generated/client';

/** Something that the checks of the money found wrong with an order. */
export type OrderFinding = { id: bigint; rule: string; message: string };

/** How many findings of one order are told on its page. */
const SHOWN = 10;

/** The open findings about an order, or about a part of its purchase that no other order could be named for. */
export const listOpenFindings = (
  prisma: PrismaClient,
  { id, refs }: { id: string; refs: { ref: string }[] },
): Promise<OrderFinding[]> =>
  prisma.finding.findMany({
    where: { resolvedAt: null, OR: [{ orderId: id }, { objectId: { in: [id, ...refs.map(({ ref }) => ref)] } }] },
    select: { id: true, rule: true, message: true },
    orderBy: [{ firstSeenAt: 'asc' }, { id: 'asc' }],
    take: SHOWN,
  });
