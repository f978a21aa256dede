import type { Database } from '../db/client';
import { Prisma } from '../db/generated/client';
import { GAVE_BACK } from '../rollups/roll-money';
import type { Day } from './days';
import { edgesOf, sqlBounds } from './sql-bounds';

/** One day in one currency, in its minor unit. */
type MoneyDay = { received: bigint; payments: number; refunded: bigint; refunds: number };

/** Amounts of one currency; days run like those asked for. */
export type MoneyOfCurrency = { currency: string; days: MoneyDay[]; sum: MoneyDay };

export type MoneyReport = {
  /** The currency with the most payments first: amounts of two currencies cannot be compared. */
  currencies: MoneyOfCurrency[];
  /** Of more orders or refunds than this only the latest are in the sums. */
  cutOff: boolean;
};

/** Of the money that the worker has not added up yet, the latest so many orders and refunds: it may have been away for long. */
const MOST_ADDED = 100_000;

type Row = { bucket: number; currency: string; added: number } & { [K in keyof MoneyDay]: string };

const nothing = (): MoneyDay => ({ received: 0n, payments: 0, refunded: 0n, refunds: 0 });

/**
 * What was received, by the day it was paid, and what was given back, by the day of the refund. Never adds two currencies.
 * The worker's sums of each quarter of an hour (lib/rollups), and those quarters that changed since from the rows
 * themselves: in one statement, so that a change is in it from the moment it commits.
 */
export async function moneyByDay(
  prisma: Database,
  { livemode, days, most = MOST_ADDED }: { livemode: boolean; days: Day[]; most?: number },
): Promise<MoneyReport> {
  const bounds = [...days.map(({ start }) => start), ...days.slice(-1).map(({ end }) => end)];
  const { from, to } = edgesOf(bounds);
  const rows = await prisma.$queryRaw<Row[]>`
    with changed as materialized (
      select distinct start from money_changes where livemode = ${livemode} and start >= ${from} and start < ${to}
    ), money as (
      select r.start, currency, received, payments, refunded, refunds, 0 as added from money_rollups r
      where livemode = ${livemode} and r.start >= ${from} and r.start < ${to} and r.start not in (select start from changed)
      union all
      select * from (
        select c.start, lower(o.currency), o.amount_received, 1, 0, 0, 1
        from (select start from changed order by start desc) c, lateral (
          select currency, amount_received from orders
          where livemode = ${livemode} and paid_at >= c.start and paid_at < c.start + interval '15 minutes' offset 0
        ) o where o.currency is not null limit ${most}
      ) as paid
      union all
      select * from (
        select c.start, lower(r.currency), 0, 0, r.amount, 1, 1
        from (select start from changed order by start desc) c, lateral (
          select currency, amount from refunds
          where livemode = ${livemode} and created_at >= c.start and created_at < c.start + interval '15 minutes'
            and ${Prisma.raw(GAVE_BACK)} offset 0
        ) r limit ${most}
      ) as given_back
    )
    select width_bucket(start, ${sqlBounds(bounds)}) as bucket, currency, sum(received)::text as received,
      sum(payments)::text as payments, sum(refunded)::text as refunded, sum(refunds)::text as refunds, sum(added)::int as added
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
      day.refunded += BigInt(row.refunded);
      day.refunds += Number(row.refunds);
    }
  }
  return [...all.values()].sort(
    (one, other) => other.sum.payments - one.sum.payments || one.currency.localeCompare(other.currency),
  );
}
