/** Which try of a job this is. `last`: graphile-worker will not try again. `jobId`: of a job in its queue. */
export type JobTry = { attempt: number; last: boolean; workerId: string | null; jobId?: string };

/** When graphile-worker tries again: e^attempt seconds, e^10 at the most (its fail_job). Null after the last try. */
export function nextTry({ attempt, last }: JobTry, now = Date.now()): Date | null {
  return last ? null : new Date(now + Math.exp(Math.min(attempt, 10)) * 1000);
}
