/**
 * Which try of a job this is. `last`: graphile-worker will not try again. `jobId`: of a job in its queue. `until`: when the time
 * of this process is over, in milliseconds since 1970; left out where it has no end.
 */
export type JobTry = { attempt: number; last: boolean; workerId: string | null; jobId?: string; until?: number };

/** When graphile-worker tries again: e^attempt seconds, e^10 at the most (its fail_job). Null after the last try. */
export function nextTry({ attempt, last }: JobTry, now = Date.now()): Date | null {
  return last ? null : new Date(now + Math.exp(Math.min(attempt, 10)) * 1000);
}
