import type { EventSource, EventStatus } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';

/** What a list of events is narrowed to. Whatever is null, missing or an empty list does not narrow it. */
export type EventFilter = {
  livemode: boolean;
  /** Exact types; a family is spelled out by {@link listEventTypes} before. */
  types?: string[] | null;
  status?: EventStatus | null;
  source?: EventSource | null;
  account?: string | null;
  apiVersion?: string | null;
  /** Received at or after `from`, and before `to`. */
  from?: Date | null;
  to?: Date | null;
  /** The events that speak of any of these ids. An empty list: of none of them, so that nothing matches. */
  objectIds?: string[] | null;
  /** And of any of these, too. */
  alsoObjectIds?: string[] | null;
  /** The API request that caused them. */
  requestId?: string | null;
};

const statuses: EventStatus[] = ['pending', 'processed', 'ignored', 'retrying', 'failed'];

/** A moment as a parameter. Prisma writes a Date without its zone, which a session of another zone than UTC would shift. */
export const instant = (at: Date): Prisma.Sql => Prisma.sql`${at.toISOString()}::timestamptz`;

/** The filter as conditions on `webhook_events e`. Every value is a parameter, so that its own statistics choose the plan. */
export function filterConditions(filter: EventFilter): Prisma.Sql {
  const { livemode, types, status, source, account, apiVersion, objectIds, alsoObjectIds, requestId } = filter;
  return Prisma.join(
    [
      Prisma.sql`e.livemode = ${livemode}`,
      types && (types.length === 1 ? Prisma.sql`e.type = ${types[0]}` : Prisma.sql`e.type = any(${types}::text[])`),
      status && Prisma.sql`e.status = ${status}::hookwell.event_status`,
      source && Prisma.sql`e.source = ${source}::hookwell.event_source`,
      account && Prisma.sql`e.account = ${account}`,
      apiVersion && Prisma.sql`e.api_version = ${apiVersion}`,
      requestId && Prisma.sql`e.request_id = ${requestId}`,
      objectIds && speaksOf(objectIds),
      alsoObjectIds && speaksOf(alsoObjectIds),
      received(filter),
    ].filter((part): part is Prisma.Sql => part instanceof Prisma.Sql),
    ' and ',
  );
}

/**
 * Statistics tell of one column at a time, as of the last days together: two that go together they get wrong, and how many
 * failed in one mode or one hour they don't know.
 */
export function isEstimable({ types, status, source, account, apiVersion, ...filter }: EventFilter): boolean {
  const { objectIds, alsoObjectIds, requestId, from, to } = filter;
  return (
    !(objectIds || alsoObjectIds || requestId || status) &&
    [types, source, account, apiVersion, from ?? to].filter(Boolean).length <= 1
  );
}

const speaksOf = (ids: string[]) =>
  Prisma.sql`e.id in (select o.event_id from hookwell.event_objects o where o.object_id = any(${ids}::text[]))`;

function received({ from, to }: EventFilter): Prisma.Sql | null {
  const parts = [
    from && Prisma.sql`e.received_at >= ${instant(from)}`,
    to && Prisma.sql`e.received_at < ${instant(to)}`,
  ].filter((part): part is Prisma.Sql => part instanceof Prisma.Sql);
  return parts.length > 0 ? Prisma.join(parts, ' and ') : null;
}

/** The order of a list: a direction, and the conditions of the row where it goes on. `anyOrder`: whoever only counts. */
export type Place = { direction: 'asc' | 'desc'; beyond: Prisma.Sql | null; take: number; anyOrder?: boolean };

const orderOf = ({ direction }: Place) =>
  direction === 'desc' ? Prisma.sql`e.received_at desc, e.id desc` : Prisma.sql`e.received_at, e.id`;

/**
 * The ids of the rows that match, in their order, at most `take`.
 *
 * By type alone, a probe of the index (livemode, type, status, received_at, id) for each type and status brings as many
 * rows as can be needed, and the best of them are merged: a family of types whose last event is a month old costs what a
 * busy one costs. Asked as one condition, PostgreSQL would walk back through that month.
 */
export function matchingIds(filter: EventFilter, place: Place): Prisma.Sql {
  const { types, status, source, account, apiVersion, objectIds, requestId, livemode } = filter;
  const beyond = place.beyond ? Prisma.sql`and ${place.beyond}` : Prisma.empty;
  const order = orderOf(place);
  if (!types || source || account || apiVersion || objectIds || requestId)
    return Prisma.sql`
      select e.received_at, e.id from hookwell.webhook_events e
      where ${filterConditions(filter)} ${beyond} order by ${order} limit ${place.take}`;
  const range = received(filter);
  return Prisma.sql`
    select e.received_at, e.id
    from unnest(${types}::text[]) as t(type), unnest(${status ? [status] : statuses}::text[]::hookwell.event_status[]) as s(status),
    lateral (
      select e.received_at, e.id from hookwell.webhook_events e
      where e.livemode = ${livemode} and e.type = t.type and e.status = s.status
        ${range ? Prisma.sql`and ${range}` : Prisma.empty} ${beyond}
      order by ${order} limit ${place.take}
    ) e ${place.anyOrder ? Prisma.empty : Prisma.sql`order by ${order}`} limit ${place.take}`;
}
