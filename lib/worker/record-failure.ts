import type { Database, Transaction } from '../db/client';
import { lockEvent } from '../inbox/store/lock-event';
import { messageOf, stackOf } from '../kit/jobs/as-error';
import { type JobTry, nextTry } from '../kit/jobs/next-try';
import { log } from '../kit/log/log';
import { markPersonal } from '../kit/log/reason';
import { forgetFailed } from '../privacy/erasure/apply-erased';
import { lockAgainstErasure } from '../privacy/erasure/tombstones';
import { findWaiting } from './find-waiting';
import { noteAttempt } from './note-attempt';

/**
 * Keeps the failed try and logs it. An event that was replayed meanwhile stays pending: another job of it is due already.
 * Throws where it cannot be kept: see {@link noteUnrecorded}.
 */
export async function recordFailure(
  prisma: Database,
  id: string,
  error: Error,
  job: JobTry,
  startedAt: Date,
): Promise<{ replayed: boolean }> {
  const message = messageOf(error);
  return prisma.$transaction(async (tx) => {
    await lockAgainstErasure(tx);
    await lockEvent(tx, id);
    const event = await findWaiting(tx, id);
    if (!event) {
      log().error({ err: error, eventId: id }, `${id} failed: ${message} (it does not wait any more)`);
      return { replayed: false };
    }
    const replayed = job.jobId !== undefined && (await hasOtherJob(tx, id, job.jobId));
    const verdict = replayed
      ? {}
      : { status: job.last ? ('failed' as const) : ('retrying' as const), nextAttemptAt: nextTry(job) };
    await tx.webhookEvent.update({
      where: { id },
      data: {
        ...verdict,
        attempts: { increment: 1 },
        lastError: message,
        attemptRecords: {
          create: {
            number: event.attempts + 1,
            outcome: 'failed',
            error: message,
            stack: stackOf(error),
            workerId: job.workerId,
            startedAt,
            finishedAt: new Date(),
          },
        },
      },
    });
    if (job.last && !replayed) await forgetFailed(tx, event);
    const next = replayed
      ? 'it was replayed meanwhile'
      : job.last
        ? 'it waits for a person: replay it in the dashboard'
        : `next try at ${nextTry(job)?.toISOString()}`;
    if (!replayed) noteAttempt(event, job.last ? 'failed' : 'retrying');
    log().error(
      { err: error, eventId: id, type: event.type, attempt: event.attempts + 1 },
      `${event.type} ${id} failed: ${message} (${next})`,
    );
    return { replayed };
  });
}

async function hasOtherJob(tx: Transaction, id: string, jobId: string): Promise<boolean> {
  const others = await tx.$queryRaw<unknown[]>`
    select id::text from hookwell_worker.jobs where key = ${`event:${id}`} and id <> ${jobId}::bigint`;
  return others.length > 0;
}

/** Waits no longer for whoever holds the event. */
const PATIENCE = '3s';

/**
 * What is left to do when the failure itself could not be recorded: both errors are logged, and the event is told the
 * first of them and when it is tried again, by the plainest statement there is. Never throws. The job fails with the
 * returned error, so that the queue keeps it, and after its last try `rescueStranded` makes the event `failed` with it.
 */
export async function noteUnrecorded(
  prisma: Database,
  id: string,
  job: JobTry,
  { error, unrecorded }: { error: Error; unrecorded: Error },
): Promise<Error> {
  const both = new Error(`${messageOf(error)} (and this could not be recorded: ${messageOf(unrecorded)})`, {
    cause: error,
  });
  markPersonal(both);
  log().error({ err: error, unrecorded, eventId: id, attempt: job.attempt }, `${id} failed: ${both.message}`);
  try {
    await prisma.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('lock_timeout', ${PATIENCE}, true)`;
      await tx.$executeRaw`
        update hookwell.webhook_events set last_error = ${both.message}, next_attempt_at = ${nextTry(job)}
        where id = ${id} and status in ('pending', 'retrying')`;
    });
  } catch (problem) {
    log().error({ err: problem, eventId: id }, `${id} could not be told so either: ${(problem as Error).message}`);
  }
  return both;
}
