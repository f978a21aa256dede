import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fitPools } from '../../lib/db/pool-sizes';
import { env } from '../../lib/kit/env';
import { logConsole } from '../../lib/kit/log/guard-console';
import { log } from '../../lib/kit/log/log';
import { startWatchdog } from '../../lib/worker/start-watchdog';
import { startWorker } from '../../lib/worker/start-worker';
import { forkTrials } from '../support/fork-trials';

/** So long the jobs in hand may still take once the app is gone: whatever starts it again needs the connections. */
const ORPHANED_MS = 10_000;

/*
 * The worker of `npm start`, apart from the door: whatever a handler does to this process, deliveries are taken. It ends in order on
 * SIGTERM, and when the app is gone.
 */
logConsole();
startWatchdog();
const { DATABASE_URL: url } = env();
if (!url) throw new Error('DATABASE_URL is not set');
if (!process.connected) process.exit();
const orphaned = once(process, 'disconnect');
const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT'), orphaned]);
// Told twice, as by a terminal and by the app, it ends once.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
// The app has said what it found.
await fitPools(url, 'inline', { quiet: true });
// The app watches: what looks for trouble must not end with it.
const worker = startWorker({ url, mode: 'inline', trials: forkTrials(), watch: false });
log().info(`The app's worker is process ${process.pid}`);
await told;
await Promise.race([worker.stop(), orphaned.then(() => pause(ORPHANED_MS))]);
process.exit();
