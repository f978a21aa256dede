import { connect } from '../../lib/db/client';
import { env } from '../../lib/kit/env';
import { asError } from '../../lib/kit/jobs/as-error';
import { type Kept, whatIsKept } from '../../lib/kit/jobs/recorded';
import { logConsole } from '../../lib/kit/log/guard-console';
import { log } from '../../lib/kit/log/log';
import { flushMetrics } from '../../lib/upkeep/metrics/flush';
import { startWatchdog } from '../../lib/worker/start-watchdog';
import { runTask, type Trial } from '../../lib/worker/try-suspect';

/** What came of a trial that this process has survived. */
export type TrialAnswer = { recorded: boolean } | { message: string; stack?: string; kept?: Kept };

/** One for the job, and one to cancel what it waits for. */
const CONNECTIONS = 2;

/*
 * Does one job at a time of those during which a worker died, with nothing beside it: if this process dies too, it was the job.
 * Its worker sends the jobs, and closes the channel when there are no more.
 */
logConsole();
startWatchdog();
const { DATABASE_URL: url } = env();
if (!url) throw new Error('DATABASE_URL is not set');
const connections = connect(url, { max: CONNECTIONS, name: 'trial', ownSessions: () => false });

// A signal to the whole group of processes is for the worker, which finishes what it has in hand.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
if (!process.connected) process.exit();
process.once('disconnect', () => process.exit());
process.on('message', (trial: Trial) => void answer(trial));

async function answer(trial: Trial): Promise<void> {
  const told = await runTask(connections.prisma, trial).catch((thrown: unknown): TrialAnswer => {
    const error = asError(thrown);
    return { message: error.message, stack: error.stack, kept: whatIsKept(error) };
  });
  await flushMetrics(connections.pool).catch((error: Error) => log().debug(`Not counted: ${error.message}`));
  process.send?.(told);
}
