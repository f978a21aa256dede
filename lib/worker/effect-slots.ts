import type { ForbiddenFlagsFn, Worker, WorkerEvents } from 'graphile-worker';
import { EFFECT_FLAG, RUN_EFFECT } from '../jobs/jobs';

/** Of a worker's slots, those that effects leave to events. A worker with fewer still runs one effect at a time. */
const EVENT_SLOTS = 2;

/**
 * What graphile-worker asks before it takes a job: it must be none of an effect while as many run as may. Effects wait
 * for the outside, some for minutes, and would otherwise sit in each slot while events wait. Slots that are asking at
 * this moment count as well, since each may come back with an effect.
 */
export function effectSlots(concurrency: number, events: WorkerEvents): ForbiddenFlagsFn {
  const limit = Math.max(1, concurrency - EVENT_SLOTS);
  const running = new Set<Worker>();
  let asking = 0;
  const answered = () => {
    asking -= 1;
  };
  events.on('worker:getJob:empty', answered);
  events.on('worker:getJob:error', answered);
  events.on('job:start', ({ worker, job }) => {
    answered();
    if (job.task_identifier === RUN_EFFECT) running.add(worker);
  });
  events.on('job:complete', ({ worker }) => running.delete(worker));
  events.on('worker:stop', ({ worker }) => running.delete(worker));
  return () => {
    const free = running.size + asking < limit;
    asking += 1;
    return free ? null : [EFFECT_FLAG];
  };
}
