import type { EventStatus, PrismaClient } from '../../db/generated/client';
import { type Selection, selectedIds } from './selection';

/** How many events a preview looks at: beyond that its numbers are of the newest so many. */
export const PREVIEWED = 10_000;

/** More than an event sets off. A limit keeps to the index: joined as a whole, all effects would be read. */
const EFFECTS = 100;

export type ReplayPreview = {
  /** Up to {@link PREVIEWED}; `more`: there are more than that. */
  count: number;
  more: boolean;
  statuses: { status: EventStatus; count: number }[];
  /** The most frequent first. */
  types: { type: string; count: number }[];
  /** What these events set off on the outside and is done: it will not be repeated. */
  doneEffects: { kind: string; count: number }[];
  /** How many of them are left out: their payloads are gone. */
  redacted: number;
};

/** What a replay of a selection would touch, before anybody confirms it. */
export async function previewReplay(prisma: PrismaClient, selection: Selection): Promise<ReplayPreview> {
  const rows = await prisma.$queryRaw<{ what: string; name: string; count: number }[]>`
    with found as materialized (${selectedIds(selection, PREVIEWED + 1)}), chosen as (
      select id from found limit ${PREVIEWED}
    ), events as materialized (
      select e.status::text as status, e.type, e.redacted from chosen,
        lateral (
          select status, type, redacted_at is not null and status in ('processed', 'ignored') as redacted
          from hookwell.webhook_events where id = chosen.id limit 1) e
    )
    select 'count' as what, '' as name, count(*)::int as count from found
    union all select 'status', status, count(*)::int from events group by status
    union all select 'type', type, count(*)::int from events group by type
    union all select 'redacted', '', count(*)::int from events where redacted
    union all select 'effect', f.kind, count(*)::int
      from chosen, lateral (
        select kind from hookwell.effects where event_id = chosen.id and status = 'done' limit ${EFFECTS}
      ) f group by f.kind`;
  const of = (what: string) => rows.filter((row) => row.what === what).sort((a, b) => b.count - a.count);
  const found = of('count')[0]?.count ?? 0;
  return {
    count: Math.min(found, PREVIEWED),
    more: found > PREVIEWED,
    statuses: of('status').map(({ name, count }) => ({ status: name as EventStatus, count })),
    types: of('type').map(({ name, count }) => ({ type: name, count })),
    redacted: of('redacted')[0]?.count ?? 0,
    doneEffects: of('effect').map(({ name, count }) => ({ kind: name, count })),
  };
}
