import { once } from 'node:events';
import { fitPools, shareConnections } from '../lib/db/pool-sizes';
import { env, requireMode } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { logConsole } from '../lib/kit/log/guard-console';
import { log } from '../lib/kit/log/log';
import { migrateChecked } from '../lib/ops/doctor/migrate-checked';
import { warnAtStart } from '../lib/ops/doctor/warn-at-start';
import { NO_KEY_AT_START } from '../lib/ops/doctor/why-a-key';
import { startWatchdog } from '../lib/worker/start-watchdog';
import { startWorker } from '../lib/worker/start-worker';
import { runCommand } from './support/cli';
import { forkTrials } from './support/fork-trials';
import { openDatabase } from './support/open-database';

const usage = `
Usage: npm run worker [-- --concurrency N]

Applies the events that the app stores: one of as many worker processes as you like, on any machine that reaches the
database. Set WORKER=external for the app when it should leave all work to them. SIGTERM and Ctrl-C finish the jobs in hand.

  --concurrency N  jobs at the same time in this process (6, or fewer where the database allows few connections)
`;

await runCommand({ usage, options: { concurrency: { type: 'string' } } }, async ({ values }) => {
  const concurrency = values.concurrency === undefined ? undefined : Number(values.concurrency);
  if (concurrency !== undefined && (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 100))
    throw new KnownError(`--concurrency takes a whole number from 1 to 100, not ${values.concurrency}`);
  requireMode();
  const database = await openDatabase();
  await migrateChecked({ ...database, warn: warnAtStart });
  await fitPools(database.url, 'process', { concurrency });
  const { jobs } = shareConnections('process', concurrency);
  // Heard from here on: who reads that it is ready may end it at once.
  const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  logConsole();
  startWatchdog();
  const worker = startWorker({ url: database.url, mode: 'process', concurrency, trials: forkTrials() });
  if (!env().STRIPE_SECRET_KEY) log().warn(NO_KEY_AT_START);
  log().info(`Worker ${process.pid} is ready, ${jobs} job(s) at a time`);
  await told;
  log().info('Finishing the jobs in hand …');
  await worker.stop();
  await database.release();
});
