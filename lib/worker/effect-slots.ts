import type { WorkerEvents } from 'graphile-worker';
import { EFFECT_FLAG, RUN_EFFECT } from '../kit/jobs/jobs';
import { countJobs } from '../upkeep/liveness/count-jobs';

/** Of a worker's slots, those that effects leave to events. A worker with fewer still runs one effect at a time. */
const EVENT_SLOTS = 2;

/**
 * Which flags graphile-worker must not take now: that of effects while as many run as may. Effects wait for the outside,
 * some for minutes, and would otherwise sit in each slot while events wait.
 */
export function effectSlots(concurrency: number, events: WorkerEvents): () => string[] {
  const limit = Math.max(1, concurrency - EVENT_SLOTS);
  const effects = countJobs(events, (job) => job.task_identifier === RUN_EFFECT);
  return () => {
    const { running, fetching } = effects.fetch();
    return running + fetching < limit ? [] : [EFFECT_FLAG];
  };
}
