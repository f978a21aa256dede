import type { Database } from '../db/client';
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

/** Adding up stops here, at the latest. */
const MOST_ADDED = 100_000;

/** `every`: with those that gave nothing back. */
type Row = { bucket: number; currency: string; amount: string; count: number; every: number };

const nothing = (): MoneyDay => ({ received: 0n, payments: 0, refunded: 0n, refunds: 0 });

/** What was received, by the day it was paid, and what was given back, by the day of the refund. Never adds two currencies. */
export async function moneyByDay(
  prisma: Database,
  { livemode, days, most = MOST_ADDED }: { livemode: boolean; days: Day[]; most?: number },
): Promise<MoneyReport> {
  const bounds = [...days.map(({ start }) => start), ...days.slice(-1).map(({ end }) => end)];
  const { from, to } = edgesOf(bounds);
  const [payments, refunds] = await Promise.all([
    prisma.$queryRaw<Row[]>`
      select bucket, currency, sum(amount)::text as amount, count(*)::int as count, count(*)::int as every
      from (
        select width_bucket(paid_at, ${sqlBounds(bounds)}) as bucket, lower(currency) as currency, amount_received as amount
        from orders where livemode = ${livemode} and paid_at >= ${from} and paid_at < ${to}
        order by paid_at desc limit ${most}
      ) as latest
      where currency is not null group by 1, 2`,
    // A hold that was released gave nothing back: see lib/orders/refunded-amount.ts.
    prisma.$queryRaw<Row[]>`
      select bucket, currency, coalesce(sum(amount) filter (where gave), 0)::text as amount,
        (count(*) filter (where gave))::int as count, count(*)::int as every
      from (
        select width_bucket(created_at, ${sqlBounds(bounds)}) as bucket, lower(currency) as currency, amount,
          status not in ('failed', 'canceled') and reason is distinct from 'expired_uncaptured_charge' as gave
        from refunds where livemode = ${livemode} and created_at >= ${from} and created_at < ${to}
        order by created_at desc limit ${most}
      ) as latest
      group by 1, 2`,
  ]);
  const counted = (rows: Row[]) => rows.reduce((sum, { every }) => sum + every, 0);
  return {
    currencies: collect(payments, refunds, days.length),
    cutOff: Math.max(counted(payments), counted(refunds)) >= most,
  };
}

function collect(payments: Row[], refunds: Row[], length: number): MoneyOfCurrency[] {
  const all = new Map<string, MoneyOfCurrency>();
  const place = ({ currency, bucket }: Row) => {
    const found = all.get(currency) ?? { currency, days: Array.from({ length }, nothing), sum: nothing() };
    all.set(currency, found);
    return [found.days[bucket - 1] ?? nothing(), found.sum];
  };
  for (const row of payments)
    for (const day of place(row)) {
      day.received += BigInt(row.amount);
      day.payments += row.count;
    }
  for (const row of refunds)
    for (const day of place(row)) {
      day.refunded += BigInt(row.amount);
      day.refunds += row.count;
    }
  return [...all.values()].sort(
    (one, other) => other.sum.payments - one.sum.payments || one.currency.localeCompare(other.currency),
  );
}
