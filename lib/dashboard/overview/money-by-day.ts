import type { Database } from '../../db/client';
import { Prisma } from '../../db/generated/client';
import { MOVEMENT_COLUMNS, SUMS } from '../../upkeep/rollups/movement-sums';
import type { Day } from './days';
import { edgesOf, sqlBounds } from './sql-bounds';

/** One day in one currency, in its minor unit. */
export type MoneyDay = {
  /** Through Stripe, in so many payments. */
  received: bigint;
  payments: number;
  /** What customers paid outside of Stripe: in no other sum. */
  outside: bigint;
  refunded: bigint;
  refunds: number;
  /** What disputes took, less what they gave back: below 0 where more came back. */
  disputed: bigint;
};

/** Amounts of one currency; days run like those asked for. */
export type MoneyOfCurrency = { currency: string; days: MoneyDay[]; sum: MoneyDay };

export type MoneyReport = {
  /** The currency with the most payments first: amounts of two currencies cannot be compared. */
  currencies: MoneyOfCurrency[];
  /** Of more movements than {@link MOST_ADDED} only the latest are in the sums. */
  cutOff: boolean;
};

/** Of the money that the worker has not added up yet, the latest so many movements: it may have been away for long. */
const MOST_ADDED = 100_000;

type Row = { bucket: number; currency: string; added: number } & { [K in keyof MoneyDay]: string };

const nothing = (): MoneyDay => ({ received: 0n, payments: 0, outside: 0n, refunded: 0n, refunds: 0, disputed: 0n });

const COLUMNS = Prisma.raw(SUMS.join(', '));
const SUMMED = Prisma.raw(SUMS.map((name) => `sum(${name})::text as ${name}`).join(', '));

/**
 * What moved, by the day on which it did: see `order_movements`. Never adds two currencies. The worker's sums of each quarter
 * of an hour (lib/upkeep/rollups), and those quarters that changed since from the movements themselves: in one statement, so that a
 * change is in it from the moment it commits.
 */
export async function moneyByDay(
  prisma: Database,
  { livemode, days, most = MOST_ADDED }: { livemode: boolean; days: Day[]; most?: number },
): Promise<MoneyReport> {
  const bounds = [...days.map(({ start }) => start), ...days.slice(-1).map(({ end }) => end)];
  const { from, to } = edgesOf(bounds);
  const rows = await prisma.$queryRaw<Row[]>`
    with changed as materialized (
      select distinct start from hookwell.money_changes where livemode = ${livemode} and start >= ${from} and start < ${to}
    ), money as (
      select r.start, currency, ${COLUMNS}, 0 as added from hookwell.money_rollups r
      where livemode = ${livemode} and r.start >= ${from} and r.start < ${to} and r.start not in (select start from changed)
      union all
      select * from (
        select c.start, m.currency, ${COLUMNS}, 1
        from (select start from changed order by start desc) c, lateral (
          select ${Prisma.raw(MOVEMENT_COLUMNS)} from hookwell.order_movements
          where livemode = ${livemode} and moved_at >= c.start and moved_at < c.start + interval '15 minutes' offset 0
        ) m limit ${most}
      ) as moved
    )
    select width_bucket(start, ${sqlBounds(bounds)}) as bucket, currency, ${SUMMED}, sum(added)::int as added
    from money group by 1, 2`;
  return {
    currencies: collect(rows, days.length),
    cutOff: rows.reduce((sum, { added }) => sum + added, 0) >= most,
  };
}

function collect(rows: Row[], length: number): MoneyOfCurrency[] {
  const all = new Map<string, MoneyOfCurrency>();
  for (const { bucket, currency, ...row } of rows) {
    const found = all.get(currency) ?? { currency, days: Array.from({ length }, nothing), sum: nothing() };
    all.set(currency, found);
    for (const day of [found.days[bucket - 1] ?? nothing(), found.sum]) {
      day.received += BigInt(row.received);
      day.payments += Number(row.payments);
      day.outside += BigInt(row.outside);
      day.refunded += BigInt(row.refunded);
      day.refunds += Number(row.refunds);
      day.disputed += BigInt(row.disputed);
    }
  }
  return [...all.values()].sort(
    (one, other) => other.sum.payments - one.sum.payments || one.currency.localeCompare(other.currency),
  );
}
