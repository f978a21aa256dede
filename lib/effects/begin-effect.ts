import type { Transaction } from '../db/client';
import type { Effect, Order } from '../db/generated/client';
import { rowFromJson, rowFromQuery } from '../db/row-from-json';

type Row = { effect: string } & Record<string, unknown>;

/**
 * Begins to do an effect in a transaction, in one round trip: under its lock, which a merge of its order waits for, and with
 * what the transaction needs to wait for the outside. What changes from here on is recorded as the doing of its event.
 * Null: there is none of this key, or it has no order. See prisma/migrations/*_begin_effect_in_one_call.
 */
export async function beginEffect(tx: Transaction, key: string): Promise<{ effect: Effect; order: Order } | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    select row_to_json(b.effect)::text as effect, (b.of_order).* from begin_effect(${key}) as b`;
  if (!row) return null;
  const { effect, ...order } = row;
  return { effect: rowFromJson(JSON.parse(effect)), order: rowFromQuery(order) };
}
