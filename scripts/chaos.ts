import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generateClient } from '../lib/db/generate-client';
import { buildDir } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { chaosFlags, readChaosOptions } from './chaos/options';
import { findFailures, printChaosReport, printJson } from './chaos/report';
import { runCommand } from './support/cli';
import { commandFile, runNode } from './support/run-node';

const usage = `
Usage: npm run chaos -- [--minutes 10] [--seed TEXT] [--apps 2] [--workers 2] [--json]

Runs the production build in several processes on a PostgreSQL of its own, sends it the events of many customers as Stripe
would, and meanwhile kills processes, stops PostgreSQL, cuts and silences connections, uses them up, locks tables, makes
handlers throw, silences Stripe’s API, and slows and kills the mail server. At the end it compares all rows with those of the same events in
order, and prints what was sent, kept, lost and doubled. Needs nothing but a build, which it makes if there is none.

  --minutes 10       how long faults happen
  --seed TEXT        the same customers and the same faults again; their timing is the machine's
  --apps 2           app processes, of which every second one applies events as well
  --workers 2        worker processes
  --rate 15          new events a second
  --duplicates 0.15  the share that is delivered twice at once, and the share that comes again later
  --reorder 0.4      the share that overtakes others of the same customer
  --recovery 30      the longest that new events may take to go through again after a fault, in seconds
  --only FAULT       no other fault than this one; a wrong name lists them
  --json             the result as JSON

Exit code 1 when an event is lost or doubled, an effect doubled in the ledger, a row different, or a recovery took too long.
`;

await runCommand({ usage, mode: 'development', options: chaosFlags }, async ({ values }) => {
  const options = readChaosOptions(values);
  await generateClient();
  if (!existsSync(join(buildDir(), 'BUILD_ID'))) {
    const code = await runNode(commandFile('next'), ['build'], { NODE_ENV: 'production' });
    if (code !== 0) throw new KnownError('The production build failed; its output stands above.');
  }
  const { runChaos } = await import('./chaos/run-chaos');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const since = Date.now();
  const say = (line: string) => console.error(`${((Date.now() - since) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  const result = await runChaos(options, say);
  const failures = findFailures(options, result);
  console.log(options.json ? printJson(options, result, failures) : printChaosReport(options, result));
  if (failures.length === 0) return;
  process.exitCode = 1;
  console.error(`\n${failures.join('\n')}\n\nThe same again: npm run chaos -- --seed ${options.seed}`);
});
