import type { Database } from '../../db/client';
import { Prisma } from '../../db/generated/client';
import { edgesOf, sqlBounds } from './sql-bounds';

/** `failing`: failed for good, or waiting for another try; never more than {@link MOST_FAILING} of them in all. */
type Count = { total: number; failing: number };

/** Events by when they were received, and by type, the most frequent first. */
export type EventVolume = {
  buckets: Count[];
  types: (Count & { type: string })[];
  sum: Count;
  /** More events lie in the range than are counted: only those received since then are. Null: all are counted. */
  countedSince: Date | null;
};

/** Of the events that the worker has not counted yet, the latest so many: it may have been away for long. */
const MOST_COUNTED = 250_000;

/** Where counting what fails stops, at the latest. */
export const MOST_FAILING = 10_000;

type Row = {
  bucket: number | null;
  type: string | null;
  level: number;
  total: number;
  failing: number;
  oldest: Date | null;
  tail: number;
};

/**
 * Counts the events of a range: those before the worker's watermark from its counts (lib/upkeep/rollups), the few since then
 * and what fails at this moment from indexes. One statement, so that no event is counted twice or left out.
 */
export async function eventVolume(
  prisma: Database,
  { livemode, bounds, most = MOST_COUNTED }: { livemode: boolean; bounds: Date[]; most?: number },
): Promise<EventVolume> {
  const { from, to } = edgesOf(bounds);
  const { hours: divided, minutes } = divideHours(bounds);
  const hours = sqlBounds(divided);
  const within = Prisma.sql`livemode = ${livemode} and received_at >= ${from} and received_at < ${to}`;
  const rows = await prisma.$queryRaw<Row[]>`
    with counted as (
      select start as at, type, total, 0 as failing, null::timestamptz as received_at from hookwell.event_rollups
      where minutes = 60 and livemode = ${livemode} and start >= ${from} and start < ${to} and start <> all(${hours})
      union all
      select r.start, r.type, r.total, 0, null from unnest(${hours}) as divided(hour), lateral (
        select start, type, total from hookwell.event_rollups
        where minutes = ${minutes}::int and livemode = ${livemode} and start >= greatest(hour, ${from})
          and start < least(hour + interval '1 hour', ${to}) offset 0
      ) as r
      union all
      select received_at, type, 1, 0, received_at from (
        select received_at, type from hookwell.webhook_events
        where ${within} and received_at >= coalesce((select until from hookwell.rollup_states where name = 'events'), ${from})
        order by received_at desc limit ${most}
      ) as latest
      union all
      select received_at, type, 0, 1, null from (
        select received_at, type from hookwell.webhook_events
        where ${within} and status in ('failed', 'retrying') order by received_at desc limit ${MOST_FAILING}
      ) as failing
    )
    select bucket, type, grouping(bucket, type)::int as level, sum(total)::int as total, sum(failing)::int as failing,
      min(received_at) as oldest, count(received_at)::int as tail
    from (select *, width_bucket(at, ${sqlBounds(bounds)}) as bucket from counted) as placed
    group by grouping sets ((bucket), (type), ())`;
  const buckets = Array.from({ length: bounds.length - 1 }, () => ({ total: 0, failing: 0 }));
  for (const { bucket, total, failing } of rows) if (bucket !== null) buckets[bucket - 1] = { total, failing };
  const whole = rows.find(({ level }) => level === 3);
  return {
    buckets,
    types: rows
      .flatMap(({ type, total, failing }) => (type === null ? [] : { type, total, failing }))
      .sort((one, other) => other.total - one.total || one.type.localeCompare(other.type)),
    sum: { total: whole?.total ?? 0, failing: whole?.failing ?? 0 },
    countedSince: whole && whole.tail >= most ? whole.oldest : null,
  };
}

const [MINUTE, HOUR] = [60_000, 3_600_000];

/**
 * Counts of whole hours serve most of a range. These hours a bar begins or ends within, in a zone that is off by 30 or 45
 * minutes or with bars that are shorter: of them the counts of quarters are read, or of minutes.
 */
function divideHours(bounds: Date[]): { hours: Date[]; minutes: 1 | 15 } {
  const within = bounds.filter((at) => at.getTime() % HOUR !== 0);
  const hours = new Set(within.map((at) => Math.floor(at.getTime() / HOUR) * HOUR));
  const quarters = within.every((at) => at.getTime() % (15 * MINUTE) === 0);
  return { hours: [...hours].map((at) => new Date(at)), minutes: quarters ? 15 : 1 };
}
