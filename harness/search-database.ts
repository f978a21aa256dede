import { connections } from '@/lib/db/client';

/**
 * Every text and JSON of the whole database, of all schemas, that holds one of these strings: `table.column: string`. One
 * of hexadecimal digits alone, a postcode, has to be a word of its own there: some hash or other holds any five digits.
 */
export async function findTexts(needles: string[]): Promise<string[]> {
  const { pool } = connections();
  const { rows: columns } = await pool.query<{ table: string; column: string }>(`
    select format('%I.%I', c.table_schema, c.table_name) as table, format('%I', c.column_name) as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema not in ('pg_catalog', 'information_schema') and t.table_type = 'BASE TABLE'
      and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY')`);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await pool.query<{ needle: string }>(
      `select distinct n as needle from ${table} t, unnest($1::text[]) as n
       where position(lower(n) in lower(t.${column}::text)) > 0
         and (n !~* '^[0-9a-f]+$' or t.${column}::text ~* ('\\y' || n || '\\y'))`,
      [needles],
    );
    found.push(...rows.map(({ needle }) => `${table}.${column}: ${needle}`));
  }
  return found;
}

const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

/** The texts that stand in `payloads` and nowhere in `others`, long enough to be somebody's; Stripe's words are nobody's. */
export function ownTexts(payloads: unknown[], others: unknown[]): string[] {
  const shared = others.flatMap(textsOf).join('\n').toLowerCase();
  return [...new Set(payloads.flatMap(textsOf))].filter(
    (text) => text.length >= 5 && !/^[a-z_.]+$/.test(text) && !shared.includes(text.toLowerCase()),
  );
}
