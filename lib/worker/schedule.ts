import { parseCronItems, type Runner } from 'graphile-worker';
import { env } from '../kit/env';
import { CHECK_MONEY, REDACT_OLD, SWEEP } from '../kit/jobs/jobs';
import { log } from '../kit/log/log';

/** graphile-worker enqueues each of these once, however many workers there are. A check that failed waits for the next. */
export const schedule = () =>
  parseCronItems([
    ...[CHECK_MONEY, ...(env().STRIPE_SECRET_KEY ? [SWEEP] : [])].map((task) => enqueue(task, '*/5 * * * *')),
    enqueue(REDACT_OLD, '17 * * * *'),
  ]);

const enqueue = (task: string, match: string) => ({ task, match, options: { maxAttempts: 1, jobKey: task } });

/** What was missed while nobody listened is looked for at once, not at the next five minutes. */
export async function sweepAtStart(runner: Runner): Promise<void> {
  if (!env().STRIPE_SECRET_KEY) return;
  try {
    await runner.addJob(SWEEP, { trigger: 'start' }, { maxAttempts: 1, jobKey: SWEEP });
  } catch (error) {
    log().warn({ err: error }, `The first sweep waits for the schedule: ${(error as Error).message}`);
  }
}
