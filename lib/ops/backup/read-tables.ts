import type pg from 'pg';

/** A table with its columns in order, as COPY takes them; quoted. */
export type Table = { name: string; columns: string };

/**
 * What is true of this moment only: who works now, and who is signed in. A restored session would let somebody in whose
 * session was ended since. And what the charts are drawn from: a restore notes all money as changed, and the worker counts.
 */
const LEFT_OUT = [
  ...['worker_heartbeats', 'sessions', 'verifications', 'rate_limits'],
  ...['rollup_states', 'event_rollups', 'money_rollups', 'money_changes'],
];

const TABLES_SQL = `
select c.oid::int as id, quote_ident(c.relname) as name,
  (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
  array(select f.confrelid::int from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
from pg_class c where c.relkind = 'r' and c.relnamespace = 'hookwell'::regnamespace and c.relname <> all($1)
order by c.relname`;

type Row = Table & { id: number; needs: number[] };

/** The tables of our schema, each behind those that its rows refer to. */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Row>(TABLES_SQL, [LEFT_OUT]);
  const kept = new Set(rows.map(({ id }) => id));
  const placed = new Set<number>();
  const tables: Table[] = [];
  while (tables.length < rows.length) {
    const next = rows.filter(
      ({ id, needs }) => !placed.has(id) && needs.every((other) => placed.has(other) || !kept.has(other)),
    );
    if (next.length === 0) throw new Error('Tables refer to each other in a circle: no order of them can be restored');
    for (const { id, name, columns } of next) {
      placed.add(id);
      tables.push({ name: `hookwell.${name}`, columns });
    }
  }
  return tables;
}

const SEQUENCES_SQL = `
select quote_literal(quote_ident(schemaname) || '.' || quote_ident(sequencename)) as name, last_value::text as value
from pg_sequences where schemaname = 'hookwell' and last_value is not null`;

/** The statements that let the numbering go on behind what is restored. */
export async function readSequences(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; value: string }>(SEQUENCES_SQL);
  return rows.map(({ name, value }) => `SELECT pg_catalog.setval(${name}, ${value}, true);`);
}
