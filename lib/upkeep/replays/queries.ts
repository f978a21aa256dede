import type { PrismaClient, ReplayBatch, ReplayItemState } from '../../db/generated/client';
import { type Cursor, fetchPage, type Page, type PageRequest } from '../../db/paging/keyset';

const cursorOf = (row: ReplayBatch): Cursor => ({ at: row.createdAt, id: String(row.id) });

/** One page of bulk replays, the newest first. */
export function listBatches(
  prisma: PrismaClient,
  { livemode, ...request }: { livemode: boolean } & PageRequest,
): Promise<Page<ReplayBatch>> {
  return fetchPage(request, cursorOf, (cursor, direction, take) => {
    const at = cursor && /^\d{1,18}$/.test(cursor.id) ? { at: cursor.at, id: BigInt(cursor.id) } : null;
    const [order, sign] = direction === 'older' ? (['desc', 'lt'] as const) : (['asc', 'gt'] as const);
    return prisma.replayBatch.findMany({
      where: {
        livemode,
        ...(at && {
          createdAt: { [`${sign}e`]: at.at },
          OR: [{ createdAt: { [sign]: at.at } }, { id: { [sign]: at.id } }],
        }),
      },
      orderBy: [{ createdAt: order }, { id: order }],
      take,
    });
  });
}

/** One batch. Null: no such one. */
export const getBatch = (prisma: PrismaClient, id: bigint): Promise<ReplayBatch | null> =>
  prisma.replayBatch.findUnique({ where: { id } });

export type ListedItem = {
  position: number;
  eventId: string;
  state: ReplayItemState;
  error: string | null;
  finishedAt: Date | null;
  /** What the event is, as it is now. Null: it is not here any more. */
  type: string | null;
  summary: string | null;
};

/** Results of a batch in the order of its turns, those behind position `after`; of some states only, if there are any. */
export function listItems(
  prisma: PrismaClient,
  request: { batchId: bigint; states: ReplayItemState[] | null; after: number; limit: number },
): Promise<ListedItem[]> {
  const { batchId, states, after, limit } = request;
  if (states)
    return prisma.$queryRaw<ListedItem[]>`
      select i.*, e.type, left(e.summary, 400) as summary from (
        select p.* from unnest(${states}::text[]::hookwell.replay_item_state[]) as s(state), lateral (
          select position, event_id as "eventId", state::text, left(error, 400) as error, finished_at as "finishedAt"
          from hookwell.replay_batch_items where batch_id = ${batchId} and state = s.state and position > ${after}
          order by position limit ${limit}
        ) p order by p.position limit ${limit}
      ) i left join hookwell.webhook_events e on e.id = i."eventId" order by i.position`;
  return prisma.$queryRaw<ListedItem[]>`
    select i.*, e.type, left(e.summary, 400) as summary from (
      select position, event_id as "eventId", state::text, left(error, 400) as error, finished_at as "finishedAt"
      from hookwell.replay_batch_items where batch_id = ${batchId} and position > ${after} order by position limit ${limit}
    ) i left join hookwell.webhook_events e on e.id = i."eventId" order by i.position`;
}
