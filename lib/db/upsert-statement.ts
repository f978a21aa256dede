import { remember } from '../kit/remember';
import type { EventContext, ToldBy } from './event-context';
import { rowToJson } from './row-json';

/** The tables that hold one row for each object of Stripe's, guarded by rank and time. */
type ObjectTable =
  | 'payment_intents'
  | 'checkout_sessions'
  | 'charges'
  | 'refunds'
  | 'disputes'
  | 'invoices'
  | 'invoice_payments'
  | 'reviews'
  | 'subscriptions'
  | 'customers'
  | 'setup_intents'
  | 'payouts';

/**
 * How far the object has come. `rank`: a terminal state wins over any other. `order`: which of two states of one rank
 * and one second is the later one, since Stripe's `created` has a resolution of a second.
 */
export type ObjectState = { rank: number; order: number };

type Value = string | number | bigint | boolean | Date | null | string[] | Record<string, unknown> | unknown[];

/** `stale`: the row is further than this event, and stays as it is. */
export type Upserted = 'inserted' | 'updated' | 'stale';

/** Columns that learn from a stale event too: `earliest` times, flags and amounts that stay `latched` at their highest. */
type Merged = { earliest?: string[]; latched?: string[] };

/** An object's row as an event tells it. `columns` are snake_case, as in the database. */
export type ObjectRow = {
  table: ObjectTable;
  state: ObjectState;
  columns: { id: string } & Record<string, Value>;
  merged?: Merged;
  /** The row as another event of the object tells it: what two states of one second are decided with. */
  retell?: (event: ToldBy, object: Record<string, unknown>) => ObjectRow;
};

const GUARD = ['state_rank', 'event_created_at', 'state_order', 'event_id'];
// Equal is the same event again: a replay writes what a newer version of its handler reads.
const newer = `(${GUARD.map((name) => `t.${name}`).join(', ')}) <= (${GUARD.map((name) => `excluded.${name}`).join(', ')})`;
const sameSecond =
  '(t.state_rank = excluded.state_rank and t.event_created_at = excluded.event_created_at and t.event_id <> excluded.event_id)';

const mergedAs = ({ earliest = [], latched = [] }: Merged): (readonly [string, string])[] => [
  ...earliest.map((name) => [name, `least(t.${name}, excluded.${name})`] as const),
  ...latched.map((name) => [name, `greatest(t.${name}, excluded.${name})`] as const),
];

/** What the statement returns of a row that it wrote. `contested`: another event of the same second tells it too. */
export type Written = { inserted: boolean | null; current: boolean | null; contested: boolean | null };

type Statement = { text: string; values: [string, string, string] };

/**
 * The statement of upsertObject, for one that does more: it has three parameters, and returns a {@link Written} or
 * nothing. `order` is where a new row's order comes from: another table of the statement, which has an `order_id`.
 * `again`: for a row that is there, which keeps its order; `forced`: whatever is there of the same second.
 */
export function upsertStatement(
  { event }: Pick<EventContext, 'event'>,
  { table, state, columns, merged }: ObjectRow,
  { order, again }: { order?: string; again?: 'guarded' | 'forced' } = {},
): Statement {
  const row = {
    ...columns,
    account: event.account,
    livemode: event.livemode,
    state_rank: state.rank,
    state_order: state.order,
    event_id: event.id,
    event_created_at: event.createdAt,
  };
  const names = Object.keys(row);
  const isOfOrder = again !== undefined && OF_ORDERS.has(table);
  const text = rememberText(`${table} ${order} ${again} ${names}`, () => {
    const written = writeText(table, names, merged ?? {}, isOfOrder ? 'present' : order, again === 'forced');
    return isOfOrder ? `${presentOrder(table)} ${written}` : written;
  });
  return { text, values: [rowToJson(row), event.id, event.createdAt.toISOString()] };
}

/** The tables whose rows cannot be without an order, and where that of a row comes from which is there. */
const OF_ORDERS = new Set<ObjectTable>([
  'payment_intents',
  'checkout_sessions',
  'charges',
  'refunds',
  'disputes',
  'invoices',
  'reviews',
]);
const presentOrder = (table: ObjectTable): string =>
  `with present as (
    select order_id from hookwell.${table}
    where id = $1::jsonb ->> 'id' and livemode = ($1::jsonb ->> 'livemode')::boolean and account is not distinct from $1::jsonb ->> 'account'
  )`;

/** Made once for each table and its columns: equal texts that are the same string are what a prepared statement is found by. */
const rememberText = remember<string>();

/** Names of tables and columns are our own constants; every value travels in the first parameter. */
function writeText(
  table: ObjectTable,
  columns: string[],
  merged: Merged,
  order: string | undefined,
  forced: boolean,
): string {
  const names = order ? [...columns, 'order_id'] : columns;
  const merging = mergedAs(merged);
  const wins = forced
    ? '(t.state_rank = excluded.state_rank and t.event_created_at = excluded.event_created_at)'
    : newer;
  const apart = ['id', 'account', 'livemode', 'order_id', ...merging.map(([name]) => name)];
  const assignments = [
    ...names
      .filter((name) => !apart.includes(name))
      .map((name) => `${name} = case when ${wins} then excluded.${name} else t.${name} end`),
    ...merging.map(([name, value]) => `${name} = ${value}`),
    `contested = case when ${sameSecond} then true when ${newer} then t.event_id = excluded.event_id and t.contested else t.contested end`,
    // Which order a row belongs to is decided where purchases are (lib/payments/orders); here it is only put to one at first.
    ...(names.includes('order_id') ? ['order_id = coalesce(t.order_id, excluded.order_id)'] : []),
  ];
  const changes = [wins, sameSecond, ...merging.map(([name, value]) => `t.${name} is distinct from ${value}`)];
  const values = [...columns.map((name) => `r.${name}`), ...(order ? [`${order}.order_id`] : [])];
  return `
    insert into hookwell.${table} as t (${names.join(', ')})
    select ${values.join(', ')} from ${order ? `${order}, ` : ''}jsonb_populate_record(null::hookwell.${table}, $1::jsonb) as r
    on conflict (id, livemode, account, stripe_account) do update set ${assignments.join(', ')} where ${changes.join(' or ')}
    returning (xmax = 0) as inserted, event_id = $2 as current, contested and event_created_at = $3::timestamptz as contested`;
}
