import { expect } from 'vitest';
import { moneyByDay } from '@/lib/dashboard/overview/money-by-day';
import { connections } from '@/lib/db/client';

/** All of time that any event speaks of, as one day of a report. */
const always = [{ date: '2000-01-01', start: new Date('2000-01-01T00:00Z'), end: new Date('2100-01-01T00:00Z') }];

type Sums = Record<string, { received: bigint; outside: bigint; refunded: bigint; disputed: bigint }>;

/**
 * Fails where the overview says another amount than all orders together, in any currency. Call it after whatever a test did
 * to the orders, before and after the worker has added up.
 */
export async function expectSumsAgree(livemode = false): Promise<void> {
  const { pool, prisma } = connections();
  const { rows } = await pool.query<
    { currency: string } & Record<'received' | 'outside' | 'refunded' | 'disputed', string>
  >(
    `select lower(currency) as currency, sum(amount_received - amount_outside)::text as received, sum(amount_outside)::text as outside,
       sum(amount_refunded)::text as refunded, sum(amount_disputed)::text as disputed
     from hookwell.orders where livemode = $1 and currency is not null group by 1`,
    [livemode],
  );
  const { currencies } = await moneyByDay(prisma, { livemode, days: always });
  const told = currencies.map(({ currency, sum }) => [
    currency,
    { received: sum.received, outside: sum.outside, refunded: sum.refunded, disputed: sum.disputed },
  ]);
  const orders = rows.map(({ currency, ...sums }) => [
    currency,
    Object.fromEntries(Object.entries(sums).map(([name, amount]) => [name, BigInt(amount)])),
  ]);
  expect(withoutNothing(Object.fromEntries(told))).toEqual(withoutNothing(Object.fromEntries(orders)));
}

/** A currency in which nothing moved is in no report. */
const withoutNothing = (sums: Sums): Sums =>
  Object.fromEntries(Object.entries(sums).filter(([, sum]) => Object.values(sum).some((amount) => amount !== 0n)));
