import type { Database, Transaction } from '../db/client';
import type { EventContext } from '../db/event-context';
import type { WebhookEvent } from '../db/generated/client';
import { UndecidedSecond } from '../db/second/undecided-second';
import { forgetApplied, forgetFailed, readAppliable } from '../erasure/apply-erased';
import { scrubPayload } from '../erasure/scrub-payload';
import { lockAgainstErasure } from '../erasure/tombstones';
import { type BegunEvent, beginEvent } from '../events/begin-event';
import { lockEvent } from '../events/lock-event';
import { toldBy } from '../events/told-by';
import { type EventOf, type EventType, type Handler, needsNoPreparation } from '../handlers/define-handler';
import { findHandler } from '../handlers/registry';
import { type JobTry, nextTry } from '../jobs/job-try';
import { log } from '../log/log';
import { count, observe } from '../metrics/count';
import { UnprocessableEvent } from '../stripe/unprocessable-event';
import { cleanText } from '../text';
import { askHowItStands, canAskHowItStands, type Undecided } from './ask-how-it-stands';

const WAITING = new Set(['pending', 'retrying']);

type Applied = { event: BegunEvent; outcome: 'processed' | 'ignored'; summary: string };

/** An event that its handler has to ask Stripe about first. */
type Unprepared = { event: BegunEvent; unprepared: { handler: Handler; told: EventOf<EventType> } };

type Applying = { id: string; job: JobTry; startedAt: Date };

/**
 * Applies one event: projections, effects, the event's status and the attempt's record commit together, under the
 * event's lock. A second run sees the status and does nothing. What a handler throws leaves nothing half done:
 * it is kept in `event_attempts`, and thrown on so that the job is tried again, unless trying cannot help.
 */
export async function processEvent(prisma: Database, id: string, job: JobTry): Promise<void> {
  const startedAt = new Date();
  try {
    const applied = await applyPrepared(prisma, { id, job, startedAt });
    if (!applied) return;
    const { event, outcome, summary } = applied;
    const ms = Date.now() - startedAt.getTime();
    noteAttempt(event, outcome);
    const line = outcome === 'ignored' ? `${event.type} ${event.id}: ${summary}` : summary;
    log().info({ eventId: event.id, type: event.type, outcome, attempt: event.attempts + 1, ms }, line);
  } catch (error) {
    const final = job.last || error instanceof UnprocessableEvent;
    const { replayed } = await recordFailure(prisma, id, error as Error, { ...job, last: final }, startedAt);
    if (!final && !replayed) throw error;
  }
}

type Attempted = Pick<BegunEvent, 'type' | 'createdAt' | 'receivedAt' | 'processedAt'>;

/** Counts an attempt; the lags only of an event that was applied the first time, because a replay is no delay. */
function noteAttempt(event: Attempted, outcome: 'processed' | 'ignored' | 'retrying' | 'failed'): void {
  count('hookwell_events_processed_total', { type: event.type, outcome });
  if (event.processedAt || outcome === 'retrying' || outcome === 'failed') return;
  const { createdAt, receivedAt } = event;
  observe('hookwell_event_lag_seconds', { stage: 'received' }, (receivedAt.getTime() - createdAt.getTime()) / 1_000);
  observe('hookwell_event_lag_seconds', { stage: 'processed' }, (Date.now() - receivedAt.getTime()) / 1_000);
}

/** Call it under the event's lock. */
async function findWaiting(tx: Transaction, id: string): Promise<WebhookEvent | null> {
  const event = await tx.webhookEvent.findUnique({ where: { id } });
  return event && WAITING.has(event.status) ? event : null;
}

/**
 * Most events are applied at once. Where the handler has to ask Stripe for something, the transaction ends before it does,
 * because a fetch must never happen while one holds locks, and a second one begins with what was kept.
 */
async function applyPrepared(prisma: Database, applying: Applying): Promise<Applied | null> {
  const known: Prepared = { note: null, isPrepared: false, isAsked: false };
  // At most three rounds: the handler's own question, and how the object stands where two events do not tell.
  for (;;) {
    const done = await prisma.$transaction((tx) => apply(tx, applying, known)).catch(undecided);
    if (!done || 'outcome' in done) return done;
    if ('unprepared' in done) {
      const { handler, told } = done.unprepared;
      known.note = (await handler.prepare?.(told, { prisma, event: done.event })) ?? null;
      known.isPrepared = true;
    } else {
      await askHowItStands(prisma, done);
      known.isAsked = true;
    }
  }
}

/** What was found out before the transaction that applies an event. `note`: what a person should know of it. */
type Prepared = { note: string | null; isPrepared: boolean; isAsked: boolean };

function undecided(error: unknown): Undecided {
  if (error instanceof AskFirst) return error.undecided;
  throw error;
}

/** Ends a transaction in which two events of one second did not tell how their object stands. */
class AskFirst extends Error {
  constructor(readonly undecided: Undecided) {
    super(`How ${undecided.objectId} stands has to be asked at Stripe`);
  }
}

async function apply(
  tx: Transaction,
  { id, job, startedAt }: Applying,
  prepared: Prepared,
): Promise<Applied | Unprepared | null> {
  const event = await beginEvent(tx, id);
  if (!event || !WAITING.has(event.status)) return null;
  const handler = findHandler(event.type);
  const told = JSON.parse(event.body) as EventOf<EventType>;
  if (handler && !prepared.isPrepared && !(await needsNoPreparation(handler, told, { tx, event })))
    return { event, unprepared: { handler, told } };
  const outcome = handler ? 'processed' : 'ignored';
  const { payload, erasure } = await readAppliable(tx, event, told);
  const context: EventContext = {
    tx,
    event: toldBy(event, told),
    mayAsk: !prepared.isAsked && canAskHowItStands(event),
    ...(erasure && { scrub: scrubPayload }),
  };
  const done = handler
    ? await handler.handle(payload as EventOf<EventType>, context).catch((error: unknown) => {
        if (!(error instanceof UndecidedSecond)) throw error;
        throw new AskFirst({ event, objectId: error.objectId, objectType: told.data.object.object });
      })
    : 'kept; no handler for this type';
  const summary = prepared.note ? `${done}. ${prepared.note}` : done;
  const finishedAt = new Date();
  await tx.$executeRaw`
    with done as (
      update hookwell.webhook_events set status = ${outcome}::hookwell.event_status, attempts = attempts + 1, summary = ${summary},
        last_error = null, next_attempt_at = null, processed_at = ${finishedAt}
      where id = ${id}
    )
    insert into hookwell.event_attempts (event_id, number, outcome, summary, worker_id, started_at, finished_at)
    values (${id}, ${event.attempts + 1}, ${outcome}::hookwell.attempt_outcome, ${summary}, ${job.workerId}, ${startedAt}, ${finishedAt})`;
  if (erasure) await forgetApplied(tx, event, erasure);
  return { event, outcome, summary };
}

/** Keeps the failed try. An event that was replayed meanwhile stays pending: another job of it is due already. */
async function recordFailure(
  prisma: Database,
  id: string,
  error: Error,
  job: JobTry,
  startedAt: Date,
): Promise<{ replayed: boolean }> {
  const message = cleanText(error.message || String(error));
  return prisma.$transaction(async (tx) => {
    await lockAgainstErasure(tx);
    await lockEvent(tx, id);
    const event = await findWaiting(tx, id);
    if (!event) return { replayed: false };
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
            stack: error.stack ? cleanText(error.stack) : null,
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
