import { Prisma, type PrismaClient } from '../../db/generated/client';
import { type Cursor, fetchPage, type Page, type PageRequest } from '../../db/paging/keyset';
import { asChange, type ChangeRow, changeColumns } from '../changes/queries';
import { sortStory } from './sort-story';
import type { StoryEvent, StoryOrder, Winner } from './story-orders';

/** Whose story: the ids of an object or of all parts of an order, and the account that owns them. */
export type StoryOf = { account: string | null; livemode: boolean; ids: string[]; orderId?: string };

export type StoryRequest = StoryOf & PageRequest & { order: StoryOrder };

type Row = Omit<StoryEvent, 'winner' | 'changes'> & {
  winnerId: string | null;
  winnerType: string | null;
  winnerCreatedAt: Date | null;
  winnerState: string | null;
};

/**
 * One page of the events that touched an object, latest first, each with what it changed of the object and, where it
 * changed nothing, which event had the last word. Reads the object's own events through the index on the id, and of
 * those only the page's in full.
 */
export async function listStory(prisma: PrismaClient, request: StoryRequest): Promise<Page<StoryEvent>> {
  const { order } = request;
  const time = order === 'stripe' ? Prisma.sql`created_at` : Prisma.sql`received_at`;
  const cursorOf = (row: Row): Cursor => ({ at: order === 'stripe' ? row.createdAt : row.receivedAt, id: row.id });
  const page = await fetchPage(request, cursorOf, (cursor, direction, take) =>
    fetchRows(prisma, request, { time, cursor, direction, take }),
  );
  const changes = await listChangesOf(
    prisma,
    request,
    page.rows.map(({ id }) => id),
  );
  const events = page.rows.map((row) => asStoryEvent(row, changes.get(row.id) ?? []));
  return { ...page, rows: sortStory(events, order) };
}

/**
 * The order and all that were joined into it. Its changes are looked up too: an event may change an order that it does
 * not name, as a customer's address does that a receipt waited for. No row where the story is not of an order.
 */
const purchase = (orderId: string | undefined): Prisma.Sql => Prisma.sql`
  purchase as (
    select ${orderId ?? null}::text as id where ${orderId ?? null}::text is not null
    union
    select p.before ->> 'order_id' from purchase join hookwell.event_changes p on p.order_id = purchase.id
    where p.before ->> 'order_id' is not null
  )`;

type Part = { time: Prisma.Sql; cursor: Cursor | null; direction: 'older' | 'newer'; take: number };

function fetchRows(prisma: PrismaClient, of: StoryOf, { time, cursor, direction, take }: Part): Promise<Row[]> {
  const [than, way] = direction === 'older' ? [Prisma.sql`<`, Prisma.sql`desc`] : [Prisma.sql`>`, Prisma.sql`asc`];
  const beyond = cursor ? Prisma.sql`where (e.${time}, e.id) ${than} (${cursor.at}, ${cursor.id})` : Prisma.empty;
  // `offset 0` keeps each look-up one by primary key: a wrong guess at the number of ids would read the whole table.
  return prisma.$queryRaw<Row[]>`
    with recursive ${purchase(of.orderId)}, named as materialized (
      select event_id from hookwell.event_objects
      where object_id = any(${of.ids}::text[]) and account is not distinct from ${of.account}::text
      union
      select c.event_id from purchase join hookwell.event_changes c on c.order_id = purchase.id
    ), page as materialized (
      select e.* from named, lateral (
        select id, type, livemode, status, source, created_at, received_at, processed_at, redacted_at, next_attempt_at,
          object_id, deliveries, attempts, summary, outcome, last_error
        from hookwell.webhook_events where id = named.event_id and livemode = ${of.livemode} offset 0
      ) e ${beyond}
      order by e.${time} ${way}, e.id ${way} limit ${take}
    )
    select p.id, p.type, p.livemode, p.status::text as status, p.source::text as source, p.created_at as "createdAt",
      p.received_at as "receivedAt", p.processed_at as "processedAt", p.redacted_at as "redactedAt",
      p.next_attempt_at as "nextAttemptAt", p.object_id as "objectId", p.deliveries, p.attempts, p.summary,
      p.outcome::text as outcome, p.last_error as "lastError", w.event_id as "winnerId", v.type as "winnerType", v.created_at as "winnerCreatedAt",
      s.state as "winnerState"
    from page p
    left join lateral (
      select c.event_id, c.id from hookwell.event_changes c join hookwell.webhook_events x on x.id = c.event_id
      where c.object_id = p.object_id and c.created_at <= p.processed_at and c.event_id <> p.id
        and x.livemode = ${of.livemode} and x.account is not distinct from ${of.account}::text
      order by c.id desc limit 1
    ) w on p.status = 'processed'
    left join hookwell.webhook_events v on v.id = w.event_id
    left join lateral (
      select c.after ->> 'status' as state from hookwell.event_changes c join hookwell.webhook_events x on x.id = c.event_id
      where c.object_id = p.object_id and c.id <= w.id and c.after ->> 'status' is not null
        and x.livemode = ${of.livemode} and x.account is not distinct from ${of.account}::text
      order by c.id desc limit 1
    ) s on true
    order by p.${time} ${way}, p.id ${way}`;
}

/** What the events of a page changed of the object: of an order also its parts and effects, before and after a merge. */
async function listChangesOf(prisma: PrismaClient, { ids, orderId }: StoryOf, eventIds: string[]) {
  const byEvent = new Map<string, StoryEvent['changes']>();
  if (eventIds.length === 0) return byEvent;
  const ours = orderId
    ? Prisma.sql`c.order_id in (select id from purchase)`
    : Prisma.sql`c.object_id = any(${ids}::text[])`;
  const rows = await prisma.$queryRaw<ChangeRow[]>`
    with recursive ${purchase(orderId)}
    select ${changeColumns}
    from hookwell.event_changes c join hookwell.webhook_events e on e.id = c.event_id left join hookwell.orders o on o.id = c.order_id
    where c.event_id = any(${eventIds}::text[]) and ${ours} order by c.id`;
  for (const change of rows.map(asChange)) {
    const known = byEvent.get(change.event.id);
    if (known) known.push(change);
    else byEvent.set(change.event.id, [change]);
  }
  return byEvent;
}

function asStoryEvent(row: Row, changes: StoryEvent['changes']): StoryEvent {
  const { winnerId, winnerType, winnerCreatedAt, winnerState, ...event } = row;
  const winner: Winner | null =
    winnerId && winnerType && winnerCreatedAt
      ? { eventId: winnerId, type: winnerType, createdAt: winnerCreatedAt, state: winnerState }
      : null;
  return { ...event, winner, changes };
}

/** Under which accounts events speak of an id, for an object of which nothing else is known. */
export function listMentioningAccounts(
  prisma: PrismaClient,
  id: string,
): Promise<{ account: string | null; livemode: boolean }[]> {
  return prisma.$queryRaw`
    select distinct on (account) account, livemode from (
      select o.account, e.livemode from hookwell.event_objects o join hookwell.webhook_events e on e.id = o.event_id
      where o.object_id = ${id} limit 500
    ) named order by account nulls first`;
}
