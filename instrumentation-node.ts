import { closeConnections, connections, getPrisma } from './lib/db/client';
import { fitPools } from './lib/db/pool-sizes';
import { flushRejections } from './lib/inbox/rejections/note-rejection';
import { EnvError, env, handlesSignals, isBuilding, requireMode } from './lib/kit/env';
import { logConsole } from './lib/kit/log/guard-console';
import { log } from './lib/kit/log/log';
import { onShutdown, shutDown } from './lib/kit/shutdown';
import { tellUnfitDatabase } from './lib/ops/doctor/tell-unfit-database';
import { announceFirstAdmin } from './lib/people/users/announce-first-admin';
import { startDoorWatch } from './lib/upkeep/alerts/start-door-watch';
import { startWatch } from './lib/upkeep/alerts/start-watch';
import { keepFlushing } from './lib/upkeep/metrics/flush';
import { startWorker } from './lib/worker/start-worker';
import { offerTasks } from './lib/worker/tasks';
import { isWorkerApart } from './lib/worker/worker-apart';

/** Checks the configuration, starts the worker where it belongs into this process, and says how both end. */
export async function start(): Promise<void> {
  if (isBuilding()) return;
  logConsole();
  try {
    await startParts();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function startParts(): Promise<void> {
  requireMode();
  const { DATABASE_URL: url, WORKER } = env();
  if (!url) {
    log().warn('DATABASE_URL is not set: use `npm run dev`, which starts a database, or set it');
    return;
  }
  // A function starts too often to ask, and is small as it is.
  if (WORKER !== 'serverless') await fitPools(url, WORKER);
  onShutdown('connections', closeConnections);
  onShutdown('record of rejected deliveries', flushRejections);
  // scripts/start.ts and scripts/dev.ts do it where a process of ours starts the app.
  if (WORKER === 'serverless') void announceFirstAdmin(getPrisma());
  if (WORKER === 'serverless' || handlesSignals()) void tellUnfitDatabase(url);
  if (WORKER !== 'serverless') {
    const door = startDoorWatch(() => connections().pool);
    onShutdown('watch of the door', () => door.stop());
  }
  // Under `npm start` the worker is a process of its own, whatever WORKER says of it.
  if (WORKER === 'external' || isWorkerApart()) {
    const metrics = keepFlushing(connections().pool);
    onShutdown('metrics', () => metrics.stop());
    // Nobody else looks while no worker runs, or while its handlers have it stand still.
    const watch = startWatch(url);
    onShutdown('watch', () => watch.stop());
  }
  if (WORKER === 'inline' && !isWorkerApart()) {
    offerTasks();
    const worker = startWorker({ url, mode: 'inline' });
    onShutdown('worker', () => worker.stop());
  }
  // Under `next dev` and `next start` nobody else would wait for the jobs in hand; scripts/start.ts does it itself.
  if (handlesSignals()) for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, endProcess);
}

let ending = false;

/** Ends once, however often it is told to. */
function endProcess(): void {
  if (ending) return;
  ending = true;
  void shutDown().then(() => process.exit(0));
}
