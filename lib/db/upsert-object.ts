import type { EventContext } from './event-context';
import { Prisma } from './generated/client';

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

const GUARD = ['state_rank', 'event_created_at', 'state_order', 'event_id'];
// Equal is the same event again: a replay writes what a newer version of its handler reads.
const newer = `(${GUARD.map((name) => `t.${name}`).join(', ')}) <= (${GUARD.map((name) => `excluded.${name}`).join(', ')})`;

const earlier = (name: string) => `least(t.${name}, excluded.${name})`;
const either = (name: string) => `greatest(t.${name}, excluded.${name})`;

/**
 * Writes an object's row, unless what is there is further: (rank, event's created, order, event id), so that any order
 * of arrival and any repetition ends in the same row. `columns` are snake_case, as in the database.
 */
export async function upsertObject(
  { tx, event }: EventContext,
  table: ObjectTable,
  state: ObjectState,
  columns: { id: string } & Record<string, Value>,
  { earliest = [], latched = [] }: Merged = {},
): Promise<Upserted> {
  const row = {
    ...columns,
    account: event.account,
    livemode: event.livemode,
    state_rank: state.rank,
    state_order: state.order,
    event_id: event.id,
    event_created_at: event.createdAt,
  };
  const json = JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  const names = Object.keys(row);
  const merged = [
    ...earliest.map((name) => [name, earlier(name)]),
    ...latched.map((name) => [name, either(name)]),
  ] as const;
  const others = names.filter((name) => !['id', 'account', 'livemode', ...earliest, ...latched].includes(name));
  const assignments = [
    ...others.map((name) => `${name} = case when ${newer} then excluded.${name} else t.${name} end`),
    ...merged.map(([name, value]) => `${name} = ${value}`),
  ];
  const changes = [newer, ...merged.map(([name, value]) => `t.${name} is distinct from ${value}`)];

  // Table and column names are our own constants; every value travels in the one parameter.
  const rows = await tx.$queryRaw<{ inserted: boolean; current: boolean }[]>`
    insert into ${Prisma.raw(table)} as t (${Prisma.raw(names.join(', '))})
    select ${Prisma.raw(names.join(', '))} from jsonb_populate_record(null::${Prisma.raw(table)}, ${json}::jsonb)
    on conflict (account, id) do update set ${Prisma.raw(assignments.join(', '))} where ${Prisma.raw(changes.join(' or '))}
    returning (xmax = 0) as inserted, event_id = ${event.id} as current`;
  if (!rows[0]?.current) return 'stale';
  return rows[0].inserted ? 'inserted' : 'updated';
}
