import type { Prisma, PrismaClient } from '../../db/generated/client';
import { type Cursor, fetchPage, type Page, type PageRequest } from '../../db/paging/keyset';
import type { Cause, KeptCode } from '../../inbox/rejections/causes';
import { getEvent } from '../events/queries';

const listed = {
  id: true,
  code: true,
  cause: true,
  message: true,
  door: true,
  count: true,
  receivedAt: true,
  lastSeenAt: true,
  claimedEventId: true,
  claimedType: true,
  claimedLivemode: true,
  userAgent: true,
  dismissedAt: true,
} satisfies Prisma.RejectedDeliverySelect;

type Row = Prisma.RejectedDeliveryGetPayload<{ select: typeof listed }>;
export type ListedRejection = Row & { code: KeptCode; cause: Cause };

export type RejectionFilter = { state: 'open' | 'dismissed'; code?: KeptCode | null; text?: string | null };

const cursorOf = (row: ListedRejection): Cursor => ({ at: row.lastSeenAt, id: row.id });

/** One page of rejections, the last seen first. The table is bounded, so that any text may be looked for. */
export function listRejections(
  prisma: PrismaClient,
  request: RejectionFilter & PageRequest,
): Promise<Page<ListedRejection>> {
  return fetchPage(request, cursorOf, async (cursor, direction, take) => {
    const order = direction === 'older' ? 'desc' : 'asc';
    const rows = await prisma.rejectedDelivery.findMany({
      where: { AND: [whereOf(request), cursor ? beyond(cursor, direction) : {}] },
      orderBy: [{ lastSeenAt: order }, { id: order }],
      select: listed,
      take,
    });
    return rows as ListedRejection[];
  });
}

/** The rows behind a cursor: the first condition bounds the index scan, the second settles ties. */
function beyond({ at, id }: Cursor, direction: 'older' | 'newer'): Prisma.RejectedDeliveryWhereInput {
  return direction === 'older'
    ? { lastSeenAt: { lte: at }, OR: [{ lastSeenAt: { lt: at } }, { id: { lt: id } }] }
    : { lastSeenAt: { gte: at }, OR: [{ lastSeenAt: { gt: at } }, { id: { gt: id } }] };
}

function whereOf({ state, code, text }: RejectionFilter): Prisma.RejectedDeliveryWhereInput {
  const holds = text ? ({ contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const) : null;
  return {
    dismissedAt: state === 'open' ? null : { not: null },
    ...(code && { code }),
    ...(holds && {
      OR: [
        { claimedEventId: holds },
        { claimedType: holds },
        { message: holds },
        { userAgent: holds },
        { secretLabel: holds },
        { remoteAddress: holds },
        { bodySha256: holds },
        { id: holds },
      ],
    }),
  };
}

/** How many deliveries of each code were refused and not dismissed, counting alike ones one by one. */
export async function countOpenRejections(prisma: PrismaClient): Promise<Partial<Record<KeptCode, number>>> {
  const groups = await prisma.rejectedDelivery.groupBy({
    by: ['code'],
    where: { dismissedAt: null },
    _sum: { count: true },
  });
  return Object.fromEntries(groups.map(({ code, _sum }) => [code, _sum.count ?? 0]));
}

/** One rejection with its evidence, and the event that it claims to be if that one is here all the same. */
export async function getRejection(prisma: PrismaClient, id: string) {
  const row = await prisma.rejectedDelivery.findUnique({ where: { id } });
  if (!row) return null;
  const { claimedEventId } = row;
  const event = claimedEventId?.startsWith('evt_') ? await findClaimed(prisma, claimedEventId) : null;
  return { ...row, code: row.code as KeptCode, cause: row.cause as Cause, event };
}

async function findClaimed(prisma: PrismaClient, id: string) {
  const event = await getEvent(prisma, id);
  if (!event) return null;
  const { livemode, source, receivedAt, bodySha256 } = event;
  return { id, livemode, source, receivedAt, bodySha256 };
}

export type RejectionDetail = NonNullable<Awaited<ReturnType<typeof getRejection>>>;
