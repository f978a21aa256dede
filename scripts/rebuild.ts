import { generateClient } from '../lib/db/generate-client';
import type { Difference } from '../lib/ops/rebuild/compare-table';
import type { RebuildReport } from '../lib/ops/rebuild/rebuild';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';

const usage = `
Usage: npm run rebuild [-- --json | --charts]

Computes every order, payment, refund, … anew from the stored events, beside the live rows, and prints where the two differ,
row by row. It changes nothing that is live, does no effect, and needs no network. Events whose bodies were redacted, and
what is applied while it runs, are left out and counted. Exit code 1 when there are differences.

  --json    one JSON object a line: {"difference": …} for each, then {"report": …}
  --charts  instead: counts and adds up anew what the overview's charts are drawn from
`;

await runCommand({ usage, options: { json: { type: 'boolean' }, charts: { type: 'boolean' } } }, async ({ values }) => {
  await generateClient();
  if (values.charts) return rebuildCharts();
  const { rebuild } = await import('../lib/ops/rebuild/rebuild');
  const stop = new AbortController();
  // A second Ctrl-C ends the process at once; the next run drops what it leaves.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const database = await openDatabase();
  try {
    const report = await rebuild(database.directUrl, {
      signal: stop.signal,
      onDifference: (difference) => console.log(values.json ? JSON.stringify({ difference }) : inWords(difference)),
      onApplied: values.json ? undefined : progress(),
    });
    console.log(values.json ? JSON.stringify({ report }) : summary(report));
    if (report.differences > 0 || report.failed.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error('Stopped; the rebuilt rows are dropped.');
    process.exitCode = 130;
  } finally {
    await database.release();
  }
});

async function rebuildCharts(): Promise<void> {
  const { connect } = await import('../lib/db/client');
  const { recount } = await import('../lib/upkeep/rollups/recount');
  const database = await openDatabase();
  const { pool, close } = connect(database.directUrl, { max: 1, name: 'rebuild' });
  try {
    await recount(pool);
    console.log('The charts were counted and added up anew.');
  } finally {
    await close();
    await database.release();
  }
}

/** A line every few seconds, for those who wait. */
function progress(): (applied: number, all: number) => void {
  let last = Date.now();
  return (applied, all) => {
    if (Date.now() - last < 5_000) return;
    last = Date.now();
    console.error(`${applied} of ${all} events applied …`);
  };
}

function inWords({ table, account, id, kind, columns }: Difference): string {
  const row = `${table} ${id}${account ? ` of ${account}` : ''}`;
  const side = kind === 'only_live' ? 0 : 1;
  if (kind !== 'different') {
    const told = Object.entries(columns).flatMap(([name, both]) =>
      both[side] === null ? [] : `${name} ${both[side]}`,
    );
    return `${row}: ${kind === 'only_live' ? 'live, but not rebuilt' : 'rebuilt, but not live'} (${told.join(', ')})`;
  }
  const told = Object.entries(columns).map(([name, [live, rebuilt]]) => `${name} is ${live}, rebuilt ${rebuilt}`);
  return `${row}: ${told.join('; ')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function summary({ events, failed, differences, compared, leftOut, unapplied }: RebuildReport): string {
  const rows = Object.values(compared).reduce((total, number) => total + number, 0);
  const { redacted, late } = leftOut;
  return [
    ...failed.map(({ id, type, error }) => `${type} ${id} could not be applied: ${error}`),
    `${count(events, 'event')} applied, ${count(rows, 'live row')} compared: ${differences === 0 ? 'no differences' : count(differences, 'difference')}.`,
    redacted.events > 0 &&
      `Left out: ${count(redacted.rows, 'row')} that ${count(redacted.events, 'redacted event')} speak of.`,
    late.events > 0 &&
      `Left out: ${count(late.rows, 'row')} that ${count(late.events, 'event')} changed while this ran.`,
    ...unapplied.map(
      ({ type, events: number }) =>
        `${count(number, 'event')} of type ${type} came before it had a handler: replay them to apply them.`,
    ),
  ]
    .filter(Boolean)
    .join('\n');
}
