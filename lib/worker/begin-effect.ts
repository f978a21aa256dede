import type { Transaction } from '../db/client';
import type { Effect, Order } from '../db/generated/client';
import { rowFromJson } from '../db/row-json';

type Amounts = Pick<Order, 'amount' | 'amountReceived' | 'amountRefunded'>;
type Row = { effect: string; order: string } & Amounts;

/**
 * Begins to do an effect in a transaction, in one round trip: under its lock, which a merge of its order waits for, and with
 * what the transaction needs to wait for the outside. What changes from here on is recorded as the doing of its event.
 * Null: there is none of this key, or it has no order. See lib/db/sql/begin_effect.sql.
 */
export async function beginEffect(tx: Transaction, key: string): Promise<{ effect: Effect; order: Order } | null> {
  // Every column has a name here: a prepared `.*` fails from the moment at which a newer version adds one. The order's
  // amounts are sums, which JSON would round beyond 2^53.
  const [row] = await tx.$queryRaw<Row[]>`
    select row_to_json(b.effect)::text as effect, row_to_json(b.of_order)::text as "order", (b.of_order).amount,
      (b.of_order).amount_received as "amountReceived", (b.of_order).amount_refunded as "amountRefunded"
    from hookwell.begin_effect(${key}) as b`;
  if (!row) return null;
  const { effect, order, ...amounts } = row;
  return {
    effect: rowFromJson(JSON.parse(effect)),
    order: { ...rowFromJson<Order>(JSON.parse(order)), ...amounts },
  };
}
