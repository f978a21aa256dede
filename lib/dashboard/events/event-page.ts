import type { Scope } from '../../db/event-context';
import type { EventStatus, PrismaClient } from '../../db/generated/client';

/** What an event notification's object was when it was fetched. Null: nothing was. */
export const getFetchedObject = (prisma: PrismaClient, eventId: string) =>
  prisma.fetchedObject.findUnique({ where: { eventId } });

/** What an event asked for on the outside, first to last. */
export const listEventEffects = (prisma: PrismaClient, eventId: string) =>
  prisma.effect.findMany({
    where: { eventId },
    orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
    take: 50,
    include: { order: { select: { id: true, livemode: true } } },
  });

export type EventEffect = Awaited<ReturnType<typeof listEventEffects>>[number];

/** The sweep that fetched the event, if one did. */
export const getHealing = (prisma: PrismaClient, eventId: string) =>
  prisma.healedEvent.findUnique({ where: { eventId }, select: { healedAt: true, run: { select: { trigger: true } } } });

/** What a customer is called: the name, else the address. */
export async function findNameOfCustomer(
  prisma: PrismaClient,
  { customerId, account, livemode }: { customerId: string | null } & Scope,
): Promise<string | null> {
  if (!customerId) return null;
  const found = await prisma.customer.findFirst({
    where: { id: customerId, account, livemode },
    select: { name: true, email: true },
  });
  return found?.name || found?.email || null;
}

/** How many events of one object are looked at: what has more is read page by page in the list. */
const mostOfObject = 2_000;

export type Neighbour = {
  id: string;
  type: string;
  livemode: boolean;
  status: EventStatus;
  createdAt: Date;
  summary: string | null;
  lastError: string | null;
  objectId: string | null;
  /** How many rows it changed. */
  changes: number;
};

/**
 * The events of an event's object around it, in Stripe's order with itself among them, first to last; `total` counts up
 * to {@link mostOfObject}.
 */
export async function listNeighbours(
  prisma: PrismaClient,
  event: { id: string; account: string | null; objectId: string | null },
  each = 6,
): Promise<{ rows: Neighbour[]; total: number }> {
  if (!event.objectId) return { rows: [], total: 0 };
  const rows = await prisma.$queryRaw<(Neighbour & { total: number })[]>`
    with mine as (
      (select event_id from hookwell.event_objects
       where object_id = ${event.objectId} and account is not distinct from ${event.account} limit ${mostOfObject})
      union select ${event.id}
    ), placed as (
      select e.id, row_number() over (order by e.created_at, e.received_at, e.id) as place, count(*) over ()::int as total
      from hookwell.webhook_events e join mine on mine.event_id = e.id
    ), near as (
      select p.* from placed p, (select place from placed where id = ${event.id}) own
      where p.place between own.place - ${each} and own.place + ${each}
    )
    select e.id, e.type, e.livemode, e.status::text, e.created_at as "createdAt", left(e.summary, 400) as summary,
      left(e.last_error, 400) as "lastError", left(e.object_id, 255) as "objectId", near.total,
      (select count(*)::int from hookwell.event_changes c where c.event_id = e.id) as changes
    from near join hookwell.webhook_events e on e.id = near.id order by near.place`;
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
