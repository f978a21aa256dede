import type { Transaction } from '../db/client';
import type { Order } from '../db/generated/client';
import type { OrderRows } from './compute-order';

/** An order as it is, the rows that it is computed from, and the kinds of effects that were asked for it already. */
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
  const lists = Object.entries(rows).map(([name, list]) => [name, (list ?? []).map(asModel)]);
  return { ...(Object.fromEntries(lists) as OrderRows), order: asModel(order) as Order, effects: effects ?? [] };
}

/**
 * A row from JSON as Prisma would return it: names in camelCase, times as Date, amounts as BigInt. No amount is lost on the
 * way through JSON's numbers, because each came in one of them; an order's own are not read back from here.
 */
function asModel(row: Json): Json {
  const model: Json = {};
  for (const [column, value] of Object.entries(row)) model[fieldOf(column)] = valueIn(column, value);
  return model;
}

function valueIn(column: string, value: unknown): unknown {
  if (typeof value === 'number' && (column.startsWith('amount') || column === 'row_id')) return BigInt(value);
  if (typeof value === 'string' && (column.endsWith('_at') || column === 'evidence_due_by')) return new Date(value);
  return value;
}

const names = new Map<string, string>();

function fieldOf(column: string): string {
  const known = names.get(column);
  if (known) return known;
  const name = column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  names.set(column, name);
  return name;
}
