import type { Pool } from 'pg';
import { log } from '../kit/log/log';
import { takeAnswersAgain } from '../stripe/ask-stripe';
import { type Beat, beat, freeForgottenJobs, freeJobsOfDeadWorkers } from '../upkeep/liveness/heartbeat';
import { endStripeSilence } from '../upkeep/liveness/stripe-silence';
import { freeSuspectQueue } from '../upkeep/liveness/suspects';
import type { PoolLife } from './start-life';

/** What is the same of each life of a worker. */
type Told = Pick<Beat, 'mode' | 'startedAt' | 'appliedAt' | 'stopping'>;

/** Says that these lives beat, and frees jobs that nobody has in hand any more: theirs, and those of workers that died. */
export async function lookAfterJobs(pool: Pool, lives: ReadonlySet<PoolLife>, told: Told): Promise<void> {
  for (const { id, jobs, queue } of lives) {
    const busySince = jobs.size > 0 ? Math.min(...jobs.values()) : null;
    await beat(pool, { ...told, ...queue(), poolId: id, jobs: jobs.size, busySince });
    const forgotten = await freeForgottenJobs(pool, id, [...jobs.keys()]);
    if (forgotten > 0) log().warn(`Freed ${forgotten} job(s) that were locked while the connection was cut`);
  }
  if (lives.size === 0) return;
  if (takeAnswersAgain()) await endStripeSilence(pool);
  await freeSuspectQueue(pool);
  const dead = await freeJobsOfDeadWorkers(pool);
  if (dead.length > 0) log().warn(`Took over the jobs of ${dead.length} worker(s) that died: ${dead.join(', ')}`);
}
