import type { EventStatus, Prisma, PrismaClient } from '../db/generated/client';
import { type Cursor, fetchPage, keysetQuery, type Page, type PageRequest } from '../paging/keyset';

/** What a list of events is narrowed to. `type` is exact, or a family like `charge.*`. */
export type EventFilter = {
  livemode: boolean;
  type?: string | null;
  status?: EventStatus | null;
  objectId?: string | null;
  account?: string | null;
};

/** The columns of a list, which leave the body where it is. */
const listed = {
  id: true,
  type: true,
  account: true,
  livemode: true,
  createdAt: true,
  receivedAt: true,
  source: true,
  status: true,
  objectId: true,
  deliveries: true,
  attempts: true,
  lastError: true,
  nextAttemptAt: true,
  summary: true,
} satisfies Prisma.WebhookEventSelect;

export type ListedEvent = Prisma.WebhookEventGetPayload<{ select: typeof listed }>;

const cursorOf = (row: ListedEvent): Cursor => ({ at: row.receivedAt, id: row.id });

/** One page of events, the last received first; equal times are ordered by id. */
export async function listEvents(prisma: PrismaClient, request: EventFilter & PageRequest): Promise<Page<ListedEvent>> {
  const filter = await toWhere(prisma, request);
  return fetchPage(request, cursorOf, (cursor, direction, take) => {
    const { where, orderBy } = keysetQuery('receivedAt', 'id', cursor, direction);
    return prisma.webhookEvent.findMany({
      where: { ...filter, ...where },
      orderBy,
      select: listed,
      take,
    });
  });
}

async function toWhere(prisma: PrismaClient, filter: EventFilter): Promise<Prisma.WebhookEventWhereInput> {
  const { livemode, type, status, objectId, account } = filter;
  return {
    livemode,
    ...(type && { type: type.endsWith('.*') ? { in: await listFamily(prisma, type.slice(0, -1)) } : type }),
    ...(status && { status }),
    ...(account && { account }),
    ...(objectId && { objects: { some: { objectId } } }),
  };
}

/** The types of a family that were received: by name they find the index on the type, by prefix they would not. */
async function listFamily(prisma: PrismaClient, prefix: string): Promise<string[]> {
  return (await listEventTypes(prisma)).filter((type) => type.startsWith(prefix));
}

/** Everything about one event but its body, with its attempts (latest first) and the ids it speaks of. Null: no such event. */
export function getEvent(prisma: PrismaClient, id: string) {
  return prisma.webhookEvent.findUnique({
    where: { id },
    omit: { body: true },
    include: {
      attemptRecords: { orderBy: { id: 'desc' }, take: 50 },
      objects: { orderBy: { objectId: 'asc' }, take: 100, select: { objectId: true } },
    },
  });
}

export type EventDetail = NonNullable<Awaited<ReturnType<typeof getEvent>>>;

/** The signed text of an event, verbatim. Null: no such event. */
export async function getEventBody(prisma: PrismaClient, id: string): Promise<string | null> {
  const row = await prisma.webhookEvent.findUnique({ where: { id }, select: { body: true } });
  return row?.body ?? null;
}

/** The other events of the same object and account, in Stripe's order, latest first. */
export function listSiblings(
  prisma: PrismaClient,
  event: { id: string; account: string | null; objectId: string | null },
  limit: number,
): Promise<ListedEvent[]> {
  if (!event.objectId) return Promise.resolve([]);
  return prisma.webhookEvent.findMany({
    where: {
      id: { not: event.id },
      objects: { some: { objectId: event.objectId, account: event.account } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: listed,
    take: limit,
  });
}

/** Events that speak of any of these ids, in Stripe's order, first to last. */
export function listEventsOfObjects(
  prisma: PrismaClient,
  request: { account: string | null; objectIds: string[]; limit: number },
): Promise<ListedEvent[]> {
  return prisma.webhookEvent.findMany({
    where: { objects: { some: { objectId: { in: request.objectIds }, account: request.account } } },
    orderBy: [{ createdAt: 'asc' }, { receivedAt: 'asc' }, { id: 'asc' }],
    select: listed,
    take: request.limit,
  });
}

/** Every type that was received, in alphabetical order. Hops through the index instead of reading all of it. */
export async function listEventTypes(prisma: PrismaClient): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ type: string }[]>`
    with recursive hop as (
      (select type from webhook_events order by type limit 1)
      union all
      select (select type from webhook_events where type > hop.type order by type limit 1) from hop where hop.type is not null
    )
    select type from hop where type is not null`;
  return rows.map((row) => row.type);
}

/** Where counting stops; a list that long is bad news whatever its exact length. */
export const countLimit = 1_000;

/** How many events wait or need a person, up to {@link countLimit} each. The repeated list lets the partial index serve it. */
export async function countOpenEvents(
  prisma: PrismaClient,
  livemode: boolean,
): Promise<Record<'pending' | 'retrying' | 'failed', number>> {
  const rows = await prisma.$queryRaw<{ status: 'pending' | 'retrying' | 'failed'; count: number }[]>`
    select s.status::text as status, (
      select count(*)::int from (
        select from webhook_events e where e.status = s.status and e.status in ('pending', 'retrying', 'failed') and e.livemode = ${livemode} limit ${countLimit}
      ) counted
    ) as count
    from unnest(array['pending', 'retrying', 'failed']::event_status[]) as s(status)`;
  return Object.assign(
    { pending: 0, retrying: 0, failed: 0 },
    Object.fromEntries(rows.map((row) => [row.status, row.count])),
  );
}

/** Which modes hold any event at all. */
export async function findModesInUse(prisma: PrismaClient): Promise<{ live: boolean; test: boolean }> {
  const any = (livemode: boolean) => prisma.webhookEvent.findFirst({ where: { livemode }, select: { id: true } });
  const [live, test] = await Promise.all([any(true), any(false)]);
  return { live: live !== null, test: test !== null };
}
