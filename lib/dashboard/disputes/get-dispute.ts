import type { Scope } from '../../db/event-context';
import type { PrismaClient } from '../../db/generated/client';
import { relatedOrder } from '../orders/related-order';

/** The disputes of this id, one for each account that has one, with the order that is contested. */
export const findDisputes = (prisma: PrismaClient, id: string) =>
  prisma.dispute.findMany({
    where: { id },
    include: { order: { select: relatedOrder } },
    orderBy: { account: { sort: 'asc', nulls: 'first' } },
    take: 20,
  });

export type DisputeDetail = Awaited<ReturnType<typeof findDisputes>>[number];

/** A state that a dispute came into. */
export type DisputeStep = { id: bigint; status: string; eventId: string; type: string; at: Date };

/** The states that a dispute went through as its events were applied, first to last. */
export const listDisputeSteps = (
  prisma: PrismaClient,
  { id, account, livemode }: { id: string } & Scope,
): Promise<DisputeStep[]> =>
  prisma.$queryRaw`
    select c.id, c.after ->> 'status' as status, e.id as "eventId", e.type, e.created_at as at
    from hookwell.event_changes c join hookwell.webhook_events e on e.id = c.event_id
    where c.object_id = ${id} and c.table_name = 'disputes' and c.after ->> 'status' is not null
      and e.livemode = ${livemode} and e.account is not distinct from ${account}::text
    order by c.id limit 50`;
