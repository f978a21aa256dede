import type { Database } from '../db/client';
import { edgesOf, sqlBounds } from './sql-bounds';

/** `failing`: failed for good, or waiting for another try. */
type Count = { total: number; failing: number };

/** Events by when they were received, and by type, the most frequent first. */
export type EventVolume = {
  buckets: Count[];
  types: (Count & { type: string })[];
  sum: Count;
  /** More events lie in the range than are counted: only those received since then are. Null: all are counted. */
  countedSince: Date | null;
};

/** Counting stops here, at the latest events: a page must not become slow because a shop is busy. */
const MOST_COUNTED = 250_000;

type Row = { bucket: number | null; type: string | null; total: number; failing: number; oldest: Date; level: number };

/** Counts the events of a range, from an index alone. */
export async function eventVolume(
  prisma: Database,
  { livemode, bounds, most = MOST_COUNTED }: { livemode: boolean; bounds: Date[]; most?: number },
): Promise<EventVolume> {
  const { from, to } = edgesOf(bounds);
  const rows = await prisma.$queryRaw<Row[]>`
    select bucket, type, grouping(bucket, type)::int as level, count(*)::int as total,
      count(*) filter (where status in ('failed', 'retrying'))::int as failing, min(received_at) as oldest
    from (
      select width_bucket(received_at, ${sqlBounds(bounds)}) as bucket, type, status, received_at
      from webhook_events where livemode = ${livemode} and received_at >= ${from} and received_at < ${to}
      order by received_at desc limit ${most}
    ) as latest
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
    countedSince: whole && whole.total >= most ? whole.oldest : null,
  };
}
