import type { Pool } from 'pg';
import type { Day } from '@/lib/overview/days';
import type { EventVolume } from '@/lib/overview/event-volume';
import type { MoneyOfCurrency } from '@/lib/overview/money-by-day';

type Row = { bucket: number; type: string; total: number; failing: number };

const none = () => ({ total: 0, failing: 0 });

/** What {@link eventVolume} has to say of a range, from every event in it. */
export async function countEventsDirectly(
  pool: Pool,
  { livemode, bounds }: { livemode: boolean; bounds: Date[] },
): Promise<EventVolume> {
  const { rows } = await pool.query<Row>(
    `select bucket, type, count(*)::int as total, count(*) filter (where status in ('failed', 'retrying'))::int as failing
     from (select width_bucket(received_at, $2::timestamptz[]) as bucket, type, status from webhook_events where livemode = $1) e
     where bucket between 1 and $3 group by 1, 2`,
    [livemode, bounds, bounds.length - 1],
  );
  const sum = (some: Row[]) =>
    some.reduce((all, { total, failing }) => ({ total: all.total + total, failing: all.failing + failing }), none());
  return {
    buckets: bounds.slice(1).map((_, index) => sum(rows.filter(({ bucket }) => bucket === index + 1))),
    types: [...new Set(rows.map(({ type }) => type))]
      .map((type) => ({ type, ...sum(rows.filter((row) => row.type === type)) }))
      .sort((one, other) => other.total - one.total || one.type.localeCompare(other.type)),
    sum: sum(rows),
    countedSince: null,
  };
}

type Amount = { currency: string; at: Date; received: string | null; refunded: string | null };

/** What {@link moneyByDay} has to say, from every order and refund. */
export async function addMoneyDirectly(
  pool: Pool,
  { livemode, days }: { livemode: boolean; days: Day[] },
): Promise<MoneyOfCurrency[]> {
  const { rows } = await pool.query<Amount>(
    `select lower(currency) as currency, paid_at as at, amount_received::text as received, null as refunded from orders
     where livemode = $1 and paid_at is not null and currency is not null
     union all
     select lower(currency), created_at, null, amount::text from refunds
     where livemode = $1 and status not in ('failed', 'canceled') and reason is distinct from 'expired_uncaptured_charge'`,
    [livemode],
  );
  const shown = rows.filter(({ at }) => days.some(({ start, end }) => at >= start && at < end));
  const sum = (some: Amount[]) => ({
    received: some.reduce((all, { received }) => all + BigInt(received ?? 0), 0n),
    payments: some.filter(({ received }) => received !== null).length,
    refunded: some.reduce((all, { refunded }) => all + BigInt(refunded ?? 0), 0n),
    refunds: some.filter(({ refunded }) => refunded !== null).length,
  });
  return [...new Set(shown.map(({ currency }) => currency))]
    .map((currency) => {
      const own = shown.filter((row) => row.currency === currency);
      const ofDay = ({ start, end }: Day) => own.filter(({ at }) => at >= start && at < end);
      return { currency, days: days.map((day) => sum(ofDay(day))), sum: sum(own) };
    })
    .sort((one, other) => other.sum.payments - one.sum.payments || one.currency.localeCompare(other.currency));
}
