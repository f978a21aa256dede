import type { Pool } from 'pg';
import type { Connections } from '../db/client';
import { recordEffectFailure } from '../effects/record-effect-failure';
import { env } from '../kit/env';
import { PROCESS_EVENT, RUN_EFFECT } from '../kit/jobs/jobs';
import type { JobTry } from '../kit/jobs/next-try';
import { markRecorded } from '../kit/jobs/recorded';
import { isWaiting } from './find-waiting';
import { recordFailure } from './record-failure';
import { currentTasks } from './tasks';

/** After so many deaths of a worker that had it in hand, an event or effect is not tried again by itself. */
const MOST_DEATHS = 3;

/**
 * What the payload of a job says once a worker died that had it in hand. It lives and dies with the job: a replay or retry by a
 * person begins with a new one, and so counts anew. `noted`: whether the last death is among the attempts.
 */
export type Died = { times: number; worker: string; since: string; noted: boolean };

/** A job of the two kinds that run somebody's code: an event's handler, or an effect. `id`: the event's id or the effect's key. */
export type Trial = { task: typeof PROCESS_EVENT | typeof RUN_EFFECT; id: string; job: JobTry };

/** What came of a trial: whether an attempt was recorded; what it threw; or how the process ended that had nothing else in hand. */
export type TrialVerdict = { recorded: boolean } | { threw: Error } | { died: string };

/** Runs suspects in a process of their own. Rejects where none can be started. */
export type Trials = { run(trial: Trial): Promise<TrialVerdict>; stop(): void };

/** Tries a suspect: its last death becomes an attempt, after the third it is failed, else it runs with nothing beside it. */
export async function trySuspect(
  connections: Connections,
  trial: Trial,
  died: Died,
  trials?: Trials,
): Promise<{ recorded: boolean }> {
  const { prisma, pool } = connections;
  if (!(await waits(connections, trial))) return { recorded: false };
  if (!died.noted) {
    const ended = await noteDeath(connections, trial, died, 'with whatever else it had in hand');
    if (ended) return { recorded: true };
    await updatePayload(pool, trial.job, { ...died, noted: true });
  }
  if (!trials) return runTask(prisma, trial);
  const since = new Date().toISOString();
  const verdict = await trials.run({ ...trial, job: { ...trial.job, until: deadline(trial.job) } });
  if ('recorded' in verdict) return verdict;
  if ('threw' in verdict) throw verdict.threw;
  const again: Died = { times: died.times + 1, worker: trial.job.workerId ?? '', since, noted: true };
  const ended = await noteDeath(connections, trial, again, `alone in a process of its own: ${verdict.died}`);
  if (ended) return { recorded: true };
  await updatePayload(pool, trial.job, again);
  const error = new WorkerDied(again, verdict.died);
  markRecorded(error);
  throw error;
}

/** Others stand behind a suspect: an effect, too, has no longer than a handler has. */
const deadline = ({ until = Number.POSITIVE_INFINITY }: JobTry): number =>
  Math.min(until, Date.now() + env().HANDLER_TIMEOUT_SECONDS * 1_000);

/** Does one job in this process. Throws what it throws. */
export async function runTask(prisma: Connections['prisma'], { task, id, job }: Trial): Promise<{ recorded: boolean }> {
  if (task === PROCESS_EVENT) return { recorded: await currentTasks().processEvent(prisma, id, job) };
  await currentTasks().runEffect(prisma, id, job);
  return { recorded: false };
}

/** What an attempt says during which the worker died. */
class WorkerDied extends Error {
  constructor({ times }: Died, how: string) {
    const said = `The worker died during this attempt (${how}), death ${times} of ${MOST_DEATHS}`;
    super(
      times < MOST_DEATHS
        ? `${said}: it is tried again alone`
        : `${said}: it is not tried again by itself. Its code loops for ever, uses up the memory or ends the process; the worker's log says more. Fix that, then try it again`,
    );
    this.name = 'WorkerDied';
    // Of our own making: it would say nothing.
    this.stack = undefined;
  }
}

/** Records a death as an attempt of the event or effect. Returns whether that was its end. */
async function noteDeath({ prisma }: Connections, { task, id, job }: Trial, died: Died, how: string): Promise<boolean> {
  const last = job.last || died.times >= MOST_DEATHS;
  const error = new WorkerDied(died, how);
  const verdict = { ...job, workerId: died.worker || job.workerId, last };
  if (task === RUN_EFFECT) await recordEffectFailure(prisma, id, error, verdict);
  else await recordFailure(prisma, id, error, verdict, new Date(died.since));
  return last;
}

async function waits({ prisma }: Connections, { task, id }: Trial): Promise<boolean> {
  const select = { status: true } as const;
  const row =
    task === RUN_EFFECT
      ? await prisma.effect.findUnique({ where: { key: id }, select })
      : await prisma.webhookEvent.findUnique({ where: { id }, select });
  return row !== null && isWaiting(row.status);
}

async function updatePayload(pool: Pool, { jobId }: JobTry, died: Died): Promise<void> {
  await pool.query(
    `update hookwell_worker._private_jobs set payload = (payload::jsonb || jsonb_build_object('died', $2::jsonb))::json where id = $1`,
    [jobId, JSON.stringify(died)],
  );
}
