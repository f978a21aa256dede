import { remember } from '../remember';
import type { EventContext } from './event-context';
import { rowToJson } from './row-json';

/** The tables that hold one row for each object of Stripe's, guarded by rank and time. */
type ObjectTable =
  | 'payment_intents'
  | 'checkout_sessions'
  | 'charges'
  | 'refunds'
  | 'disputes'
  | 'invoices'
  | 'subscriptions'
  | 'customers'
  | 'setup_intents'
  | 'payouts';

/**
 * How far the object has come. `rank`: a terminal state wins over any other. `order`: which of two states of one rank
 * and one second is the later one, since Stripe's `created` has a resolution of a second.
 */
export type ObjectState = { rank: number; order: number };

type Value = string | number | bigint | boolean | Date | null | Record<string, unknown>;

/** `stale`: the row is further than this event, and stays as it is. */
export type Upserted = 'inserted' | 'updated' | 'stale';

/** Columns that learn from a stale event too: `earliest` times, and flags that stay `latched` once they were true. */
type Merged = { earliest?: string[]; latched?: string[] };

/** An object's row as an event tells it. `columns` are snake_case, as in the database. */
export type ObjectRow = {
  table: ObjectTable;
  state: ObjectState;
  columns: { id: string } & Record<string, Value>;
  merged?: Merged;
};

const GUARD = ['state_rank', 'event_created_at', 'state_order', 'event_id'];
// Equal is the same event again: a replay writes what a newer version of its handler reads.
const newer = `(${GUARD.map((name) => `t.${name}`).join(', ')}) <= (${GUARD.map((name) => `excluded.${name}`).join(', ')})`;

const earlier = (name: string) => `least(t.${name}, excluded.${name})`;
const either = (name: string) => `greatest(t.${name}, excluded.${name})`;

/**
 * Writes an object's row, unless what is there is further: (rank, event's created, order, event id), so that any order
 * of arrival and any repetition ends in the same row.
 */
export async function upsertObject(context: EventContext, object: ObjectRow): Promise<Upserted> {
  const { text, values } = upsertStatement(context, object);
  const rows = await context.tx.$queryRawUnsafe<Written[]>(text, ...values);
  return upsertedAs(rows[0]);
}

/** What the statement returns of a row that it wrote, and what that says. */
export type Written = { inserted: boolean | null; current: boolean | null };
export const upsertedAs = (written: Written | undefined): Upserted => {
  if (!written?.current) return 'stale';
  return written.inserted ? 'inserted' : 'updated';
};

/**
 * The statement of {@link upsertObject}, for one that does more: it has two parameters, and returns a {@link Written} or
 * nothing. `order` is where the row's order comes from: another table of the statement, which has an `order_id`.
 */
export function upsertStatement(
  { event }: EventContext,
  { table, state, columns, merged }: ObjectRow,
  order?: string,
): { text: string; values: [string, string] } {
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
  const text = rememberText(`${table} ${order} ${names}`, () => writeText(table, names, merged ?? {}, order));
  return { text, values: [rowToJson(row), event.id] };
}

/** Made once for each table and its columns: equal texts that are the same string are what a prepared statement is found by. */
const rememberText = remember<string>();

/** Names of tables and columns are our own constants; every value travels in the first parameter. */
function writeText(
  table: ObjectTable,
  columns: string[],
  { earliest = [], latched = [] }: Merged,
  order: string | undefined,
): string {
  const names = order ? [...columns, 'order_id'] : columns;
  const merging = [
    ...earliest.map((name) => [name, earlier(name)]),
    ...latched.map((name) => [name, either(name)]),
  ] as const;
  const others = names.filter((name) => !['id', 'account', 'livemode', ...earliest, ...latched].includes(name));
  const assignments = [
    ...others.map((name) => `${name} = case when ${newer} then excluded.${name} else t.${name} end`),
    ...merging.map(([name, value]) => `${name} = ${value}`),
  ];
  const changes = [newer, ...merging.map(([name, value]) => `t.${name} is distinct from ${value}`)];
  const values = [...columns.map((name) => `r.${name}`), ...(order ? [`${order}.order_id`] : [])];
  return `
    insert into ${table} as t (${names.join(', ')})
    select ${values.join(', ')} from ${order ? `${order}, ` : ''}jsonb_populate_record(null::${table}, $1::jsonb) as r
    on conflict (account, id) do update set ${assignments.join(', ')} where ${changes.join(' or ')}
    returning (xmax = 0) as inserted, event_id = $2 as current`;
}
