import type { EventContext } from '../db/event-context';
import { type ObjectRow, upsertedAs, upsertStatement, type Written } from '../db/upsert-object';
import { remember } from '../remember';
import { newOrderId } from './order-refs';
import { parseOrderRows, readOrderRows } from './order-rows';
import { joinResolved, type Purchase, resolveValues } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

type Row = Written & { known: string[] | null; rows: string };

/**
 * Merges an object into the one order of its purchase, and settles the order: found by any of its refs, made where there
 * is none, several joined into one; the object's row written unless a further state is there; the order computed anew.
 * The row's order comes with it. `besides` writes more rows of that order before it is computed.
 */
export async function mergeObject(
  context: EventContext,
  purchase: Purchase,
  object: ObjectRow,
  besides?: (orderId: string) => Promise<unknown>,
): Promise<SettledOrder> {
  const { tx } = context;
  const newId = newOrderId();
  const upsert = upsertStatement(context, object, 'target');
  // Waits for the purchase's locks, writes and only then reads, in one round trip: a function of the database that is
  // volatile sees what was committed and written by the moment at which it is called.
  const text = textAround(upsert.text);
  const [row] = await tx.$queryRawUnsafe<[Row]>(text, ...upsert.values, ...resolveValues(context, purchase, newId));
  const resolved = await joinResolved(tx, row.known, newId);
  await besides?.(resolved.id);
  const isRead = resolved.mergedFrom.length === 0 && !besides;
  const rows = isRead ? parseOrderRows(row.rows) : await readOrderRows(tx, resolved.id);
  return settleOrder(context, resolved, upsertedAs(row), rows);
}

const rememberText = remember<string>();

const textAround = (upsert: string): string =>
  rememberText(
    upsert,
    () => `
    with resolved as materialized (
      select resolve_order($3, $4, $5::text[], $6, $7::timestamptz, $8) as known
    ), target as materialized (
      select known, coalesce(known[1], $8) as order_id from resolved
    ), written as (${upsert})
    select target.known, written.inserted, written.current, order_rows(target.order_id)::text as rows
    from target left join written on true`,
  );
