import type { Pool } from 'pg';
import type { Day } from '@/lib/dashboard/overview/days';
import type { EventVolume } from '@/lib/dashboard/overview/event-volume';
import type { MoneyDay, MoneyOfCurrency } from '@/lib/dashboard/overview/money-by-day';

type Row = { bucket: number; type: string; total: number; failing: number };

const none = () => ({ total: 0, failing: 0 });

/** What {@link eventVolume} has to say of a range, from every event in it. */
export async function countEventsDirectly(
  pool: Pool,
  { livemode, bounds }: { livemode: boolean; bounds: Date[] },
): Promise<EventVolume> {
  const { rows } = await pool.query<Row>(
    `select bucket, type, count(*)::int as total, count(*) filter (where status in ('failed', 'retrying'))::int as failing
     from (select width_bucket(received_at, $2::timestamptz[]) as bucket, type, status from hookwell.webhook_events where livemode = $1) e
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

type Movement = { currency: string; at: Date; kind: string; amount: string };

/** What {@link moneyByDay} has to say, from every movement. */
export async function addMoneyDirectly(
  pool: Pool,
  { livemode, days }: { livemode: boolean; days: Day[] },
): Promise<MoneyOfCurrency[]> {
  const { rows } = await pool.query<Movement>(
    `select lower(currency) as currency, moved_at as at, kind, amount::text as amount from hookwell.order_movements where livemode = $1`,
    [livemode],
  );
  const shown = rows.filter(({ at }) => days.some(({ start, end }) => at >= start && at < end));
  return [...new Set(shown.map(({ currency }) => currency))]
    .map((currency) => {
      const own = shown.filter((row) => row.currency === currency);
      const ofDay = ({ start, end }: Day) => own.filter(({ at }) => at >= start && at < end);
      return { currency, days: days.map((day) => addUp(ofDay(day))), sum: addUp(own) };
    })
    .sort((one, other) => other.sum.payments - one.sum.payments || one.currency.localeCompare(other.currency));
}

/** The sums of some movements of one currency. */
function addUp(movements: Movement[]): MoneyDay {
  const of = (kind: string) => movements.filter((movement) => movement.kind === kind && movement.amount !== '0');
  const sum = (kind: string) => of(kind).reduce((all, { amount }) => all + BigInt(amount), 0n);
  return {
    received: sum('received'),
    payments: of('received').length,
    outside: sum('outside'),
    refunded: sum('refunded'),
    refunds: of('refunded').length,
    disputed: sum('withdrawn') - sum('reinstated'),
  };
}
