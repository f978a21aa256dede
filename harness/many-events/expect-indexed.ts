import pg from 'pg';

type Sent = { text: string; values: unknown[] };

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
};

/** How many rows a table may have to be read from its start. */
const smallTable = 10_000;

/**
 * Runs a query of the app, and then explains and runs each statement that it really sent, with the same parameters.
 * Fails on a sequential scan of a table with more than 10,000 rows, and on a statement that reads, skips (an offset) or
 * sorts more than `maxRows` rows (2,000), whatever it returns. Returns what the query returned.
 */
export async function expectIndexed<Result>(
  url: string,
  name: string,
  run: () => Promise<Result>,
  { maxRows = 2_000 }: { maxRows?: number } = {},
): Promise<Result> {
  const { sent, result } = await capture(run);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ relname: string }>(
      `select relname from pg_class where relkind = 'r' and reltuples > ${smallTable}`,
    );
    const big = new Set(rows.map(({ relname }) => relname));
    const plans: string[] = [];
    const faults: string[] = [];
    for (const { text, values } of sent.filter(({ text }) => /^\s*(select|with)\b/i.test(text))) {
      await client.query('begin');
      const { rows } = await client.query(`explain (analyze, timing off, format json) ${text}`, values);
      await client.query('rollback');
      const plan: Plan = rows[0]['QUERY PLAN'][0].Plan;
      const found = listFaults(plan, big, maxRows);
      faults.push(...found);
      if (found.length > 0) plans.push(`${text}\n${JSON.stringify(values)}\n${draw(plan)}`);
    }
    if (sent.length === 0) throw new Error(`${name}: no statement was seen; is it sent by pg, within this process?`);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join(', ')}\n${plans.join('\n\n')}`);
    return result;
  } finally {
    await client.end();
  }
}

/** What goes over any connection while `run` runs. Prisma's adapter and raw queries alike end at pg's client. */
async function capture<Result>(run: () => Promise<Result>): Promise<{ sent: Sent[]; result: Result }> {
  const sent: Sent[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args as [string | { text: string; values?: unknown[] }, unknown];
    if (typeof first === 'string') sent.push({ text: first, values: Array.isArray(second) ? second : [] });
    else sent.push({ text: first.text, values: first.values ?? (Array.isArray(second) ? second : []) });
    return Reflect.apply(original, this, args);
  } as typeof original;
  try {
    return { result: await run(), sent };
  } finally {
    pg.Client.prototype.query = original;
  }
}

/** Rows a node produced or threw away, over all its loops. */
const rowsOf = (node: Plan): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];

function listFaults(node: Plan, big: Set<string>, maxRows: number): string[] {
  const type = node['Node Type'];
  const table = node['Relation Name'] ?? '';
  const children = node.Plans ?? [];
  const faults = children.flatMap((child) => listFaults(child, big, maxRows));
  if (type.endsWith('Seq Scan') && big.has(table) && node['Actual Loops'] > 0)
    faults.push(`sequential scan of ${table}`);
  if (type.includes('Scan') && rowsOf(node) > maxRows)
    faults.push(`${type} reads ${rowsOf(node)} rows ${table && `of ${table}`}`);
  const read = children.reduce((sum, child) => sum + rowsOf(child), 0);
  if (type.includes('Sort') && read > maxRows) faults.push(`sort of ${read} rows`);
  if (type === 'Limit' && read - rowsOf(node) > maxRows) faults.push(`offset of ${read - rowsOf(node)} rows`);
  return faults;
}

const draw = (node: Plan, depth = 0): string =>
  [
    `${'  '.repeat(depth)}${node['Node Type']} ${node['Relation Name'] ?? ''} rows=${rowsOf(node)}`,
    ...(node.Plans ?? []).map((child) => draw(child, depth + 1)),
  ].join('\n');
