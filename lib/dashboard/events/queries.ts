import { Prisma, type PrismaClient } from '../../db/generated/client';
import { estimateRows } from '../../db/paging/estimate-rows';
import { type Cursor, fetchPage, type Page, type PageRequest } from '../../db/paging/keyset';
import { type EventFilter, filterConditions, instant, isEstimable, matchingIds } from '../../inbox/store/filter';
import { getEventBody } from '../../inbox/store/get-event-body';

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
  redactedAt: true,
} satisfies Prisma.WebhookEventSelect;

export type ListedEvent = Prisma.WebhookEventGetPayload<{ select: typeof listed }>;

/** The longest text that a row carries: the rest stands on the event's own page. */
const TEXT = 400;

/** The same columns in SQL, from `webhook_events e`. */
const listedSql = Prisma.sql`
  e.id, e.type, e.account, e.livemode, e.created_at as "createdAt", e.received_at as "receivedAt", e.source::text,
  e.status::text, left(e.object_id, 255) as "objectId", e.deliveries, e.attempts, left(e.last_error, ${TEXT}) as "lastError",
  e.next_attempt_at as "nextAttemptAt", left(e.summary, ${TEXT}) as summary, e.redacted_at as "redactedAt"`;

const cursorOf = (row: ListedEvent): Cursor => ({ at: row.receivedAt, id: row.id });

/** One page of events, the last received first; equal times are ordered by id. */
export async function listEvents(prisma: PrismaClient, request: EventFilter & PageRequest): Promise<Page<ListedEvent>> {
  return fetchPage(request, cursorOf, (cursor, direction, take) =>
    prisma.$queryRaw<ListedEvent[]>(pageSql(request, cursor, direction, take)),
  );
}

/** About how many events match. Null: they are few, or nobody can say without counting. */
export const estimateEvents = (prisma: PrismaClient, filter: EventFilter): Promise<number | null> =>
  isEstimable(filter)
    ? estimateRows(prisma, Prisma.sql`hookwell.webhook_events e`, filterConditions(filter))
    : Promise.resolve(null);

/** The statement behind a page of {@link listEvents}. */
function pageSql(filter: EventFilter, cursor: Cursor | null, direction: 'older' | 'newer', take: number) {
  const beyond =
    cursor &&
    (direction === 'older'
      ? Prisma.sql`(e.received_at, e.id) < (${instant(cursor.at)}, ${cursor.id})`
      : Prisma.sql`(e.received_at, e.id) > (${instant(cursor.at)}, ${cursor.id})`);
  const order = direction === 'older' ? 'desc' : 'asc';
  return Prisma.sql`
    select ${listedSql} from (${matchingIds(filter, { direction: order, beyond, take })}) m
    join hookwell.webhook_events e on e.id = m.id
    order by ${order === 'desc' ? Prisma.sql`m.received_at desc, m.id desc` : Prisma.sql`m.received_at, m.id`}`;
}

/** The present state of some events, in no order. */
export const listEventsById = (prisma: PrismaClient, ids: string[]): Promise<ListedEvent[]> =>
  prisma.$queryRaw<ListedEvent[]>`select ${listedSql} from hookwell.webhook_events e where e.id = any(${ids}::text[])`;

/** How many events match, up to `limit`; only those received after the cursor, if there is one. */
export async function countEvents(
  prisma: PrismaClient,
  filter: EventFilter,
  limit: number,
  after: Cursor | null = null,
): Promise<number> {
  const beyond = after && Prisma.sql`(e.received_at, e.id) > (${instant(after.at)}, ${after.id})`;
  const [row] = await prisma.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from (${matchingIds(filter, { direction: 'desc', beyond, take: limit, anyOrder: true })}) m`;
  return row.count;
}

/** What a delivery proves itself with. */
const proof = {
  bodySha256: true,
  bodyBytes: true,
  signatureHeader: true,
  secretLabel: true,
  verifiedAt: true,
} satisfies Prisma.EventDeliverySelect;

/**
 * Everything about one event but its body, with the proof of the delivery that counts, its attempts (latest first) and the ids
 * it speaks of. Null: no such event.
 */
export async function getEvent(prisma: PrismaClient, id: string) {
  const [event, objects] = await Promise.all([
    prisma.webhookEvent.findUnique({
      where: { id },
      include: { attemptRecords: { orderBy: { id: 'desc' }, take: 50 } },
    }),
    prisma.eventObject.findMany({ where: { eventId: id }, orderBy: { objectId: 'asc' }, take: 100 }),
  ]);
  const proven =
    event &&
    (await prisma.eventDelivery.findUnique({
      where: { eventId_number: { eventId: id, number: event.bodyNumber } },
      select: proof,
    }));
  if (!event || !proven) return null;
  return { ...event, ...proven, objectIds: objects.map(({ objectId }) => objectId) };
}

export type EventDetail = NonNullable<Awaited<ReturnType<typeof getEvent>>>;

/** An event with all that its proof needs but the secret (lib/inbox/verify-again.ts). Null: no such event. */
export async function getEvidence(prisma: PrismaClient, id: string) {
  const [event, body] = await Promise.all([getEvent(prisma, id), getEventBody(prisma, id)]);
  return event && body !== null ? { ...event, body } : null;
}

/** Every type that was received in a mode, in alphabetical order. Hops through the index instead of reading all of it. */
export const listEventTypes = (prisma: PrismaClient, livemode: boolean): Promise<string[]> =>
  listDistinct(prisma, Prisma.sql`type`, livemode);

/** The connected accounts and the API versions that events of a mode came with: what a person can choose from. */
export async function listEventOrigins(prisma: PrismaClient, livemode: boolean) {
  const [accounts, apiVersions] = await Promise.all([
    listDistinct(prisma, Prisma.sql`account`, livemode),
    listDistinct(prisma, Prisma.sql`api_version`, livemode),
  ]);
  return { accounts, apiVersions: apiVersions.reverse() };
}

/** The first 200 values of a column that stands behind the mode in an index. */
async function listDistinct(prisma: PrismaClient, column: Prisma.Sql, livemode: boolean): Promise<string[]> {
  const next = (after: Prisma.Sql) => Prisma.sql`(
    select ${column} from hookwell.webhook_events where livemode = ${livemode} and ${column} ${after} order by ${column} limit 1)`;
  const rows = await prisma.$queryRaw<{ value: string }[]>`
    with recursive hop(value) as (
      ${next(Prisma.sql`is not null`)}
      union all
      select ${next(Prisma.sql`> hop.value`)} from hop where hop.value is not null
    )
    select value from hop where value is not null limit 200`;
  return rows.map((row) => row.value);
}

/** Which modes hold any event at all. */
export async function findModesInUse(prisma: PrismaClient): Promise<{ live: boolean; test: boolean }> {
  const [live, test] = await Promise.all([
    hasEvents(prisma, { livemode: true }),
    hasEvents(prisma, { livemode: false }),
  ]);
  return { live, test };
}

/**
 * Whether any event is of this mode, and of this connected account. The order is for the planner: for a single row of a
 * common value it may read the table from its start, which lasts where the rows with that value stand at its end.
 */
export async function hasEvents(
  prisma: PrismaClient,
  where: { livemode: boolean; account?: string },
): Promise<boolean> {
  const newest = [{ receivedAt: 'desc' }, { id: 'desc' }] as const;
  return (await prisma.webhookEvent.findFirst({ where, select: { id: true }, orderBy: [...newest] })) !== null;
}
