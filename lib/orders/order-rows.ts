import type { Transaction } from '../db/client';
import type { Order } from '../db/generated/client';
import { rowFromJson } from '../db/row-json';
import type { OrderRows } from './compute-order';

/**
 * An order as it is, the rows that it is computed from, and the kinds of effects that were asked for it already. The
 * order's amounts are to be compared with, not to be shown: sums of them may be beyond what JSON holds exactly.
 */
export type StoredOrder = OrderRows & { order: Order; effects: string[] };

/** Reads them in one round trip. Call it under the order's lock. */
export async function readOrderRows(tx: Transaction, orderId: string): Promise<StoredOrder> {
  const [row] = await tx.$queryRaw<[{ rows: string }]>`select order_rows(${orderId})::text as rows`;
  return parseOrderRows(row.rows);
}

type Json = Record<string, unknown>;
type Told = Record<keyof OrderRows, Json[] | null> & { order: Json; effects: string[] | null };

/** Reads what `order_rows` returns. See prisma/migrations/*_order_rows_in_one_call. */
export function parseOrderRows(text: string): StoredOrder {
  const { order, effects, ...rows } = JSON.parse(text) as Told;
  const lists = Object.entries(rows).map(([name, list]) => [name, (list ?? []).map((row) => rowFromJson(row))]);
  return { ...(Object.fromEntries(lists) as OrderRows), order: rowFromJson(order), effects: effects ?? [] };
}
