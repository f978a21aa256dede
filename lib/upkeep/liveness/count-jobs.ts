import type { Job, Worker, WorkerEvents } from 'graphile-worker';

/** Of a worker's slots: those that run such a job, and those that are fetching one and may come back with it. */
export type Taken = { running: number; fetching: number };

/**
 * Counts, for what graphile-worker asks before it takes a job. Call `fetch` when it does; it returns what was taken until
 * then.
 */
export function countJobs(events: WorkerEvents, isSuch: (job: Job) => boolean): { fetch(): Taken } {
  const running = new Set<Worker>();
  let fetching = 0;
  const fetched = () => {
    fetching -= 1;
  };
  events.on('worker:getJob:empty', fetched);
  events.on('worker:getJob:error', fetched);
  events.on('job:start', ({ worker, job }) => {
    fetched();
    if (isSuch(job)) running.add(worker);
  });
  events.on('job:complete', ({ worker }) => running.delete(worker));
  events.on('worker:stop', ({ worker }) => running.delete(worker));
  return {
    fetch() {
      const taken = { running: running.size, fetching };
      fetching += 1;
      return taken;
    },
  };
}
