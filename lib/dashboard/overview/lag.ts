import type { Database } from '../../db/client';
import { edgesOf, sqlBounds } from './sql-bounds';

/** Milliseconds that half, 95 and 99 of a hundred events stayed below. */
export type Percentiles = { p50: number; p95: number; p99: number };

/**
 * The way of an event in two parts and as a whole. `arrival`: from Stripe's `created`, which is in whole seconds, to our
 * receipt. `work`: from there until it was applied. `whole`: both. Null: no event says.
 */
type Lag = Record<LagStage, Percentiles | null>;
export type LagStage = 'arrival' | 'work' | 'whole';

export type LagReport = { overall: Lag; buckets: Lag[]; sampled: number };

/** Percentiles need no more: of the whole range its latest events are looked at, and of each bar its latest. */
export const SAMPLE = 2_000;
export const SAMPLE_OF_BUCKET = 200;

type Three = [number, number, number] | null;
type Row = { bucket: number; sampled: number; arrival: Three; work: Three; whole: Three };

/**
 * How long events took, from an index alone. What a sweep fetched was never delivered, and what the simulator sent was
 * created when its story says: the first is left out, the second counts for the work only.
 */
export async function lagReport(
  prisma: Database,
  { livemode, bounds }: { livemode: boolean; bounds: Date[] },
): Promise<LagReport> {
  const { from, to } = edgesOf(bounds);
  const rows = await prisma.$queryRaw<Row[]>`
    with spans (bucket, start, stop, most) as (
      select 0, ${from}::timestamptz, ${to}::timestamptz, ${SAMPLE}::int
      union all
      select i, b.bounds[i], b.bounds[i + 1], ${SAMPLE_OF_BUCKET}::int
      from (select ${sqlBounds(bounds)} as bounds) as b, generate_series(1, ${bounds.length - 1}::int) as i
    )
    select s.bucket, count(*)::int as sampled,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by l.arrival) as arrival,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by l.work) as work,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by l.arrival + l.work) as whole
    from spans s cross join lateral (
      select case when source = 'webhook' then greatest(0, date_part('epoch', received_at - created_at) * 1000) end as arrival,
        greatest(0, date_part('epoch', processed_at - received_at) * 1000) as work
      from (
        select source, created_at, received_at, processed_at from hookwell.webhook_events
        where livemode = ${livemode} and received_at >= s.start and received_at < s.stop
        order by received_at desc limit s.most
      ) as latest
      where processed_at is not null and source <> 'sweep'
    ) as l
    group by s.bucket`;
  const found = new Map(rows.map((row) => [row.bucket, row]));
  return {
    overall: toLag(found.get(0)),
    buckets: Array.from({ length: bounds.length - 1 }, (_, index) => toLag(found.get(index + 1))),
    sampled: found.get(0)?.sampled ?? 0,
  };
}

const toLag = (row: Row | undefined): Lag => ({
  arrival: toPercentiles(row?.arrival ?? null),
  work: toPercentiles(row?.work ?? null),
  whole: toPercentiles(row?.whole ?? null),
});

const toPercentiles = (three: Three): Percentiles | null =>
  three && three[0] !== null ? { p50: three[0], p95: three[1], p99: three[2] } : null;
