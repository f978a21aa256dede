import type { EventContext } from '../../db/event-context';
import { settleWritten } from '../../db/upsert-object';
import { type ObjectRow, type Upserted, upsertStatement, type Written } from '../../db/upsert-statement';
import { remember } from '../../kit/remember';
import { newOrderId } from './order-refs';
import { parsePurchase, readPurchaseRows } from './purchase-rows';
import { type PurchaseKey, resolveCall, resolveValues } from './resolve-purchase';
import type { SettledOrder } from './settle-order';
import { settlePurchase } from './settle-purchase';

type Row = Written & { known: string[] | null; target: string; rows: string };

/** Writes more rows of a purchase before its orders are computed: `orderId` is where they go at first. */
type Besides = (orderId: string) => Promise<unknown>;

/**
 * Merges an object into the one order of its purchase, and settles what hangs together with it: found by any of its refs,
 * made where there is none; the object's row written unless a further state is there; orders joined or divided as their
 * rows say, and computed anew.
 */
export async function mergeObject(
  context: EventContext,
  purchase: PurchaseKey,
  object: ObjectRow,
  besides?: Besides,
): Promise<SettledOrder> {
  const { tx } = context;
  const upsert = upsertStatement(context, object, { order: 'target' });
  // Waits for the purchase's locks, writes and only then reads, in one round trip: a function of the database that is
  // volatile sees what was committed and written by the moment at which it is called.
  const text = textAround(upsert.text);
  const [row] = await tx.$queryRawUnsafe<[Row]>(
    text,
    ...upsert.values,
    ...resolveValues(context, purchase, newOrderId()),
  );
  const written = await settleWritten(context, object, row);
  await besides?.(row.target);
  const known = row.known ?? [row.target];
  const isRead = !besides && !row.contested;
  const stored = isRead ? parsePurchase(row.rows) : await readPurchaseRows(tx, known);
  return settlePurchase(context, stored, { refs: purchase.refs, made: row.known ? null : row.target, written });
}

/** {@link mergeObject} for what has no order of its own, and only says what belongs together: `write` keeps it. */
export async function mergeLink(
  context: EventContext,
  purchase: PurchaseKey,
  write: () => Promise<Upserted>,
): Promise<SettledOrder> {
  const [{ known, target }] = await context.tx.$queryRawUnsafe<[Pick<Row, 'known' | 'target'>]>(
    `select known, target from ${resolveCall(0)}`,
    ...resolveValues(context, purchase, newOrderId()),
  );
  const written = await write();
  const stored = await readPurchaseRows(context.tx, known ?? [target]);
  return settlePurchase(context, stored, { refs: purchase.refs, made: known ? null : target, written });
}

const rememberText = remember<string>();

const textAround = (upsert: string): string =>
  rememberText(
    upsert,
    () => `
    with target as materialized (
      select known, target as order_id from ${resolveCall(3)}
    ), written as (${upsert})
    select target.known, target.order_id as target, written.inserted, written.current, written.contested,
      hookwell.purchase_rows(coalesce(target.known, array[target.order_id]))::text as rows
    from target left join written on true`,
  );
