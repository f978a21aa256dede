import type { Database, Transaction } from '../db/client';
import type { EventContext } from '../db/event-context';
import { UndecidedSecond } from '../db/second/undecided-second';
import type { Done } from '../db/tell-written';
import { type EventOf, type EventType, type Handler, needsNoPreparation } from '../handlers/define-handler';
import { findHandler } from '../handlers/registry';
import { type BegunEvent, beginEvent } from '../inbox/store/begin-event';
import { toldBy } from '../inbox/store/told-by';
import { asError } from '../kit/jobs/as-error';
import type { JobTry } from '../kit/jobs/next-try';
import { markLogged, markRecorded } from '../kit/jobs/recorded';
import { withLimit } from '../kit/jobs/with-limit';
import { inWords, log } from '../kit/log/log';
import { markPersonal } from '../kit/log/reason';
import { forgetApplied, readAppliable } from '../privacy/erasure/apply-erased';
import { scrubPayload } from '../privacy/erasure/scrub-payload';
import { StripeWait } from '../stripe/ask-stripe';
import { UnprocessableEvent } from '../stripe/unprocessable-event';
import { askHowItStands, canAskHowItStands, type Undecided } from '../upkeep/liveness/ask-how-it-stands';
import { isWaiting } from './find-waiting';
import { type HandlerLimit, handlerLimit, runWithinLimit } from './handler-limit';
import { noteAttempt } from './note-attempt';
import { putBack } from './put-back';
import { noteUnrecorded, recordFailure } from './record-failure';

const NO_HANDLER: Done = { outcome: 'no_handler', summary: 'kept; no handler for this type' };
const NOT_APPLIED: Done = {
  outcome: 'not_applied_here',
  summary: 'kept and not applied: an event of test mode, which came by the live endpoint for connected accounts',
};

type Applied = { event: BegunEvent; status: 'processed' | 'ignored'; summary: string };

/** An event that its handler has to ask Stripe about first. */
type Unprepared = { event: BegunEvent; unprepared: { handler: Handler; told: EventOf<EventType> } };

type Applying = { id: string; job: JobTry; startedAt: Date };

/** Room beside a handler's own time: for the locks that its transaction waits for before, and for its end. */
const ROOM_MS = 30_000;

/** The server's own limit is for the case that we can't cancel: it must not come first, with words that say less. */
const SERVER_LATER_MS = 1_000;

/**
 * Applies one event: projections, effects, the event's status and the attempt's record commit together, under the
 * event's lock. A second run sees the status and does nothing. What a handler throws leaves nothing half done:
 * it is kept in `event_attempts`, and thrown on so that the job is tried again, unless trying cannot help. What has to wait
 * for Stripe is put back, and no try. Returns
 * whether an attempt was recorded; an error that is thrown says the same (lib/kit/jobs/recorded.ts).
 */
export async function processEvent(prisma: Database, id: string, job: JobTry): Promise<boolean> {
  const startedAt = new Date();
  try {
    const applied = await applyPrepared(prisma, { id, job, startedAt });
    if (!applied) return false;
    const { event, status, summary } = applied;
    const ms = Date.now() - startedAt.getTime();
    noteAttempt(event, status);
    const named = `${event.type} ${event.id}`;
    const line = inWords(status === 'ignored' ? `${named}: ${summary}` : summary, `${named} ${status}`);
    log().info({ eventId: event.id, type: event.type, outcome: status, attempt: event.attempts + 1, ms }, line);
    return true;
  } catch (thrown) {
    if (thrown instanceof StripeWait && job.jobId) {
      await putBack(prisma, id, { ...job, jobId: job.jobId }, thrown);
      return false;
    }
    return keepFailure(prisma, id, asError(thrown), job, startedAt);
  }
}

/** Records the failed try, and throws the error on where another try is due or where it could not be recorded. */
async function keepFailure(prisma: Database, id: string, error: Error, job: JobTry, startedAt: Date): Promise<boolean> {
  markPersonal(error);
  const last = job.last || error instanceof UnprocessableEvent;
  let replayed: boolean;
  try {
    ({ replayed } = await recordFailure(prisma, id, error, { ...job, last }, startedAt));
  } catch (problem) {
    const both = await noteUnrecorded(prisma, id, job, { error, unrecorded: asError(problem) });
    markLogged(both);
    throw both;
  }
  if (last || replayed) return true;
  markRecorded(error);
  throw error;
}

/**
 * Most events are applied at once. Where the handler has to ask Stripe for something, the transaction ends before it does,
 * because a fetch must never happen while one holds locks, and a second one begins with what was kept.
 */
async function applyPrepared(prisma: Database, applying: Applying): Promise<Applied | null> {
  const known: Prepared = { note: null, isPrepared: false, isAsked: false };
  // At most three rounds: the handler's own question, and how the object stands where two events do not tell.
  for (;;) {
    const limit = handlerLimit(applying.job);
    const timeout = 2 * limit.ms + ROOM_MS;
    const done = await prisma
      .$transaction((tx) => apply(prisma, tx, applying, known, limit), { timeout })
      .catch(undecided);
    if (!done || 'status' in done) return done;
    if ('unprepared' in done) {
      const { handler, told } = done.unprepared;
      known.note = await withLimit(limit.ms, limit.told('preparation', told.type), async (signal) => {
        return (await handler.prepare?.(told, { prisma, event: done.event, signal })) ?? null;
      });
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
  prisma: Database,
  tx: Transaction,
  { id, job, startedAt }: Applying,
  prepared: Prepared,
  limit: HandlerLimit,
): Promise<Applied | Unprepared | null> {
  const event = await beginEvent(tx, id, limit.ms + SERVER_LATER_MS);
  if (!event || !isWaiting(event.status)) return null;
  const handler = event.applies ? findHandler(event.type) : undefined;
  const told = JSON.parse(event.body) as EventOf<EventType>;
  const within = <T>(work: (signal: AbortSignal) => Promise<T>) =>
    runWithinLimit(prisma, limit, { type: event.type, server: event }, work);
  if (handler && !prepared.isPrepared && !(await within(() => needsNoPreparation(handler, told, { tx, event }))))
    return { event, unprepared: { handler, told } };
  const status = handler ? 'processed' : 'ignored';
  const { payload, erasure } = await readAppliable(tx, event, told);
  const context: EventContext = {
    tx,
    event: toldBy(event, told),
    mayAsk: !prepared.isAsked && canAskHowItStands(event),
    ...(erasure && { scrub: scrubPayload }),
  };
  const done = handler
    ? await within((signal) => handler.handle(payload as EventOf<EventType>, { ...context, signal })).catch(
        (error: unknown) => {
          if (!(error instanceof UndecidedSecond)) throw error;
          throw new AskFirst({ event, objectId: error.objectId, objectType: told.data.object.object });
        },
      )
    : event.applies
      ? NO_HANDLER
      : NOT_APPLIED;
  const summary = prepared.note ? `${done.summary}. ${prepared.note}` : done.summary;
  const finishedAt = new Date();
  const written = await tx.$executeRaw`
    with done as (
      update hookwell.webhook_events set status = ${status}::hookwell.event_status, attempts = attempts + 1, summary = ${summary},
        outcome = ${done.outcome}::hookwell.event_outcome, last_error = null, next_attempt_at = null, processed_at = ${finishedAt}
      where id = ${id} and body_number = ${event.bodyNumber} and applies = ${event.applies} returning id
    )
    insert into hookwell.event_attempts (event_id, number, outcome, summary, worker_id, started_at, finished_at)
    select id, ${event.attempts + 1}, ${status}::hookwell.attempt_outcome, ${summary}, ${job.workerId}, ${startedAt}, ${finishedAt}
    from done`;
  if (written === 0)
    throw new Error('Another text of this event came meanwhile, and counts now: it is applied instead');
  if (erasure) await forgetApplied(tx, event, erasure);
  return { event, status, summary };
}
