import type { EventContext } from '@/lib/db/event-context';
import type { Order } from '@/lib/db/generated/client';
import type { ObjectRow, Upserted } from '@/lib/db/upsert-statement';
import { computeOrder } from '@/lib/payments/orders/compute-order';
import { groupPurchase } from '@/lib/payments/orders/group-purchase';
import type { PurchaseRows } from '@/lib/payments/orders/purchase-rows';
import type { PurchaseKey } from '@/lib/payments/orders/resolve-purchase';
import type { SettledOrder } from '@/lib/payments/orders/settle-order';

type Row = Record<string, unknown> & { id: string };
type Guard = [number, number, number, string];
type Besides = (orderId: string) => Promise<unknown>;

/**
 * The database's part of the merge as a model in memory: the guarded upsert of rows, of which all hang together. The
 * handlers, the readers of Stripe's objects, `groupPurchase` and `computeOrder` are the real ones. What PostgreSQL itself
 * does, and what decides between two states of one second, is tried in tests/integration.
 */
export class ModelStore {
  readonly tables = new Map<string, Map<string, Row & { guard: Guard }>>();

  async mergeObject(
    context: EventContext,
    _: PurchaseKey,
    object: ObjectRow,
    besides?: Besides,
  ): Promise<SettledOrder> {
    const written = this.upsertObject(context, object);
    await besides?.('ord_model');
    return settled(written);
  }

  async mergeLink(_: EventContext, __: PurchaseKey, write: () => Promise<Upserted>): Promise<SettledOrder> {
    return settled(await write());
  }

  upsertObject({ event }: EventContext, { table, state, columns, merged }: ObjectRow): Upserted {
    const { earliest = [], latched = [] } = merged ?? {};
    const rows = this.tables.get(table) ?? new Map();
    this.tables.set(table, rows);
    const guard: Guard = [state.rank, event.createdAt.getTime(), state.order, event.id];
    const before = rows.get(columns.id);
    const further = before && compare(before.guard, guard) > 0;
    const { order_id: _, ...own } = columns;
    const next = further ? { ...before } : { ...own, event_created_at: event.createdAt, guard };
    for (const name of earliest) next[name] = least(before?.[name], columns[name]);
    for (const name of latched) next[name] = greatest(before?.[name], columns[name]);
    rows.set(columns.id, next);
    return further ? 'stale' : before ? 'updated' : 'inserted';
  }

  /** All that was made, as text that is equal for equal rows: an order is named by what it is made of. */
  final(): string {
    const rows = this.rows();
    const orders = groupPurchase(rows).map((group) => ({ group, ...computeOrder(rows, group) }));
    const tables = [...this.tables].map(([table, all]) => [table, [...all.values()].sort(by('id'))]);
    return JSON.stringify({ orders, tables: tables.sort() }, bigints, 1);
  }

  private rows(): PurchaseRows {
    const of = (table: string) => [...(this.tables.get(table)?.values() ?? [])].map(camelCased);
    return {
      paymentIntents: of('payment_intents'),
      checkoutSessions: of('checkout_sessions'),
      charges: of('charges'),
      refunds: of('refunds'),
      disputes: of('disputes'),
      disputeMovements: [],
      invoices: of('invoices'),
      reviews: of('reviews'),
      invoicePayments: of('invoice_payments'),
      answers: [],
    } as unknown as PurchaseRows;
  }
}

/** What describes an event needs of its order, and nothing more. */
const settled = (written: Upserted): SettledOrder => ({
  order: { id: 'ord_model', status: 'pending', fulfilledAt: null } as unknown as Order,
  before: null,
  written,
  hold: null,
  fulfillment: null,
  receipt: null,
  mergedFrom: [],
  others: [],
});

function compare(a: Guard, b: Guard): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value < (b[at] as typeof value) ? -1 : 1;
  return 0;
}

const greatest = (a: unknown, b: unknown): unknown => (a == null || (b != null && Number(b) > Number(a)) ? b : a);

function least(a: unknown, b: unknown): unknown {
  if (a == null || b == null) return a ?? b ?? null;
  return (a as Date) < (b as Date) ? a : b;
}

const camelCased = (row: Row): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

const by =
  (key: string) =>
  (a: Record<string, unknown>, b: Record<string, unknown>): number =>
    String(a[key]) < String(b[key]) ? -1 : 1;

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
