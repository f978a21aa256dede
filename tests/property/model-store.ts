import type { EventContext } from '@/lib/db/event-context';
import type { Order } from '@/lib/db/generated/client';
import type { ObjectRow, Upserted } from '@/lib/db/upsert-object';
import { computeOrder, type OrderRows } from '@/lib/orders/compute-order';
import type { Purchase, ResolvedOrder } from '@/lib/orders/resolve-order';
import type { SettledOrder } from '@/lib/orders/settle-order';

type Row = Record<string, unknown> & { id: string; order_id?: string | null };
type Guard = [number, number, number, string];
type ModelOrder = { id: string; startedAt: Date; refs: Set<string>; facts: Record<string, unknown> };

/**
 * The database's part of the merge as a model in memory: the guarded upsert, the refs of an order, the join of two.
 * The handlers, the readers of Stripe's objects and `computeOrder` are the real ones. What PostgreSQL itself does is
 * tried in tests/integration/handlers.
 */
export class ModelStore {
  readonly tables = new Map<string, Map<string, Row & { guard: Guard }>>();
  readonly orders = new Map<string, ModelOrder>();

  async mergeObject(
    context: EventContext,
    purchase: Purchase,
    object: ObjectRow,
    besides?: (orderId: string) => Promise<unknown>,
  ): Promise<SettledOrder> {
    const resolved = this.resolveOrder(context, purchase);
    const written = this.upsertObject(context, { ...object, columns: { ...object.columns, order_id: resolved.id } });
    await besides?.(resolved.id);
    return this.settleOrder(context, resolved, written);
  }

  resolveOrder(_: EventContext, { refs, startedAt }: Purchase): ResolvedOrder {
    const found = [...this.orders.values()].filter((order) => refs.some((ref) => order.refs.has(ref)));
    const survivor = found[0] ?? { id: `ord_${this.orders.size}_${refs[0]}`, startedAt, refs: new Set(), facts: {} };
    this.orders.set(survivor.id, survivor);
    const others = found.slice(1);
    for (const other of others) {
      for (const ref of other.refs) survivor.refs.add(ref);
      for (const row of this.rows()) if (row.order_id === other.id) row.order_id = survivor.id;
      this.orders.delete(other.id);
    }
    for (const ref of refs) survivor.refs.add(ref);
    return { id: survivor.id, created: found.length === 0, mergedFrom: others.map(({ id }) => id) };
  }

  upsertObject({ event }: EventContext, { table, state, columns, merged }: ObjectRow): Upserted {
    const { earliest = [], latched = [] } = merged ?? {};
    const rows = this.tables.get(table) ?? new Map();
    this.tables.set(table, rows);
    const guard: Guard = [state.rank, event.createdAt.getTime(), state.order, event.id];
    const known = rows.get(columns.id);
    const further = known && compare(known.guard, guard) > 0;
    const next = further ? { ...known } : { ...columns, guard };
    for (const name of earliest) next[name] = least(known?.[name], columns[name]);
    for (const name of latched) next[name] = Boolean(known?.[name]) || Boolean(columns[name]);
    rows.set(columns.id, next);
    return further ? 'stale' : known ? 'updated' : 'inserted';
  }

  settleOrder(_: EventContext, resolved: ResolvedOrder, written: Upserted): SettledOrder {
    const order = this.orders.get(resolved.id) as ModelOrder;
    order.facts = { ...computeOrder(this.rowsOf(order.id)) };
    const shown = { ...order.facts, id: order.id, fulfilledAt: null } as unknown as Order;
    return { order: shown, before: null, written, fulfilment: null, receipt: null, mergedFrom: resolved.mergedFrom };
  }

  /** All that was made, as text that is equal for equal rows: an order is named by its refs. */
  final(): string {
    const name = (id: string) => [...(this.orders.get(id)?.refs ?? [])].sort().join('+');
    const orders = [...this.orders.values()].map(({ id, facts }) => ({ name: name(id), facts }));
    const tables = [...this.tables].map(([table, rows]) => [
      table,
      [...rows.values()].map((row) => ({ ...row, order_id: row.order_id && name(row.order_id) })).sort(by('id')),
    ]);
    return JSON.stringify({ orders: orders.sort(by('name')), tables: tables.sort() }, bigints, 1);
  }

  private rows(): Row[] {
    return [...this.tables.values()].flatMap((rows) => [...rows.values()]);
  }

  private rowsOf(orderId: string): OrderRows {
    const of = (table: string) =>
      [...(this.tables.get(table)?.values() ?? [])].filter((row) => row.order_id === orderId).map(camelCased);
    return {
      paymentIntents: of('payment_intents'),
      checkoutSessions: of('checkout_sessions'),
      charges: of('charges'),
      refunds: of('refunds'),
      disputes: of('disputes'),
      invoices: of('invoices'),
    } as unknown as OrderRows;
  }
}

function compare(a: Guard, b: Guard): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value < (b[at] as typeof value) ? -1 : 1;
  return 0;
}

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
