import type { PoolClient } from 'pg';
import { SCHEMA } from '../../db/schemas';

/** A row that the live tables and the rebuilt ones do not agree on. */
export type Difference = {
  table: string;
  account: string | null;
  id: string;
  kind: 'different' | 'only_live' | 'only_rebuilt';
  /** By column: what is live, and what was rebuilt. Texts as PostgreSQL writes them, so that no amount is rounded. */
  columns: Record<string, [live: string | null, rebuilt: string | null]>;
};

/** How many live rows of a table were looked at, and how many were left out, and why. */
export type Compared = { rows: number; redacted: number; late: number };

const BATCH = 500;

/** Ours alone, or the guard's bookkeeping: no event says them. */
const IGNORED = [
  ...[
    'row_id',
    'stripe_account',
    'state_rank',
    'state_order',
    'updated_at',
    'fulfilled_at',
    'event_id',
    'event_created_at',
    'contested',
  ],
  // What the gate decides depends on when it is asked, and on people.
  ...['hold_code', 'hold_detail', 'held_at', 'hold_ends_at', 'decision', 'decided_at', 'decided_by'],
];

/** What tells rows of a table apart in a scope, and by which id an event speaks of them; the id where nothing is said. */
const KEYS: Record<string, { id: string; object: string }> = {
  balance_snapshots: { id: `t.event_id || ' ' || t.currency`, object: 't.event_id' },
};

type Side = 'live' | 'rebuilt';

/** The rows of one side, each with its key, with its order's live id, and with the reason why it is left out, if any. */
function rowsOf(side: Side, schema: string, table: string, columns: Set<string>): string {
  const isOrder = table === 'orders';
  const order = isOrder ? 't.id' : columns.has('order_id') ? 't.order_id' : 'null';
  const isRef = table === 'order_refs';
  const { id, object } =
    KEYS[table] ?? (isRef ? { id: '', object: 't.ref' } : { id: 't.id::text', object: 't.id::text' });
  const account = columns.has('account') ? `coalesce(t.account, '')` : `''`;
  const scope = columns.has('livemode') ? `t.livemode || ' ' || ${account}` : account;
  const sameOrder = side === 'live' ? order : `coalesce(same.live_id, ${order})`;
  const ignored = isOrder ? [...IGNORED, 'id'] : IGNORED;
  const row = `to_jsonb(t) - '{${ignored.join(',')}}'::text[]`;
  return `
    select ${scope} as scope, ${isOrder ? sameOrder : isRef ? `t.ref || ' of ' || ${sameOrder}` : id} as id,
      ${columns.has('order_id') ? `${row} || jsonb_build_object('order_id', ${sameOrder})` : row} as row,
      coalesce(lo.reason, lr.reason) as reason
    from ${side === 'live' ? SCHEMA : schema}.${table} t
    left join ${schema}.left_objects lo on lo.object_id = ${object} and lo.account = ${account}
    left join ${schema}.left_orders lr on lr.id = '${side} ' || ${order}
    ${side === 'live' ? '' : `left join ${schema}.same_orders same on same.rebuilt_id = ${order}`}`;
}

async function columnsOf(client: PoolClient, table: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2`,
    [SCHEMA, table],
  );
  return new Set(rows.map(({ name }) => name));
}

/**
 * Compares one table row by row, within the caller's transaction, and hands each difference to `onDifference`. The rows
 * stay in the database; the differences come in batches.
 */
export async function compareTable(
  client: PoolClient,
  schema: string,
  table: string,
  onDifference: (difference: Difference) => void,
): Promise<Compared> {
  const columns = await columnsOf(client, table);
  const live = rowsOf('live', schema, table, columns);
  await client.query(`
    declare differences no scroll cursor for
    select coalesce(l.row, r.row) ->> 'account' as account, id,
      case when l.row is null then 'only_rebuilt' when r.row is null then 'only_live' else 'different' end as kind,
      (
        select jsonb_object_agg(key, jsonb_build_array(l.row ->> key, r.row ->> key))
        from jsonb_object_keys(coalesce(l.row, '{}') || coalesce(r.row, '{}')) as key
        where l.row -> key is distinct from r.row -> key
      ) as columns
    from (select * from (${live}) as live where reason is null) as l
    full join (select * from (${rowsOf('rebuilt', schema, table, columns)}) as rebuilt where reason is null) as r using (scope, id)
    where l.row is distinct from r.row
    order by scope, id`);
  for (;;) {
    const { rows } = await client.query<Omit<Difference, 'table'>>(`fetch ${BATCH} from differences`);
    for (const row of rows) onDifference({ table, ...row });
    if (rows.length < BATCH) break;
  }
  await client.query('close differences');
  const { rows } = await client.query<Compared>(`
    select count(*) filter (where reason is null)::int as rows, count(*) filter (where reason = 'redacted')::int as redacted,
      count(*) filter (where reason = 'late')::int as late
    from (${live}) as live`);
  return rows[0] ?? { rows: 0, redacted: 0, late: 0 };
}
