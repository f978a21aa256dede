import type { PrismaClient } from '../../db/generated/client';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';
import type { KeptCode } from './causes';

/** Marks one rejection as seen to. It opens again when the same comes again. False: it is not there, or not open. */
export function dismissRejection(prisma: PrismaClient, id: string, actor: Actor): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.rejectedDelivery.updateMany({
      where: { id, dismissedAt: null },
      data: { dismissedAt: new Date() },
    });
    if (count > 0) await recordAudit(tx, { actor, action: 'rejection.dismiss', target: id });
    return count > 0;
  });
}

/**
 * Marks all open rejections, or those of one code, as seen to: of those that came until the page was looked at, so that
 * nobody dismisses what they have not seen. Returns how many rows.
 */
export function dismissAllRejections(
  prisma: PrismaClient,
  { code, until, actor }: { code: KeptCode | null; until: Date; actor: Actor },
): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.rejectedDelivery.updateMany({
      where: { dismissedAt: null, lastSeenAt: { lte: until }, ...(code && { code }) },
      data: { dismissedAt: new Date() },
    });
    if (count > 0) await recordAudit(tx, { actor, action: 'rejection.dismiss_all', detail: { count, code } });
    return count;
  });
}
