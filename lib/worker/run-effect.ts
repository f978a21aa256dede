import type { Database, Transaction } from '../db/client';
import type { EffectKind } from '../effects/effect-kind';
import { PERFORMERS } from '../effects/performers';
import { effectKindOf, recordEffectFailure } from '../effects/record-effect-failure';
import { asError } from '../kit/jobs/as-error';
import type { JobTry } from '../kit/jobs/next-try';
import { PermanentFailure } from '../kit/jobs/permanent-failure';
import { markLogged, markRecorded } from '../kit/jobs/recorded';
import { inWords, log } from '../kit/log/log';
import { markPersonal } from '../kit/log/reason';
import { count } from '../kit/metrics/count';
import { beginEffect } from './begin-effect';
import { leaveOut, stoppedBy } from './stop-at-gate';

/** Each outside call has a limit of its own (minutes); this one is never met, and what was done is always recorded. */
const TRANSACTION_MS = 86_400_000;

/**
 * Does one effect and records it in the same transaction, under a lock that a merge of its order waits for. A second
 * run sees the record and does nothing. A process killed between the call and the record lets go of the lock, and the
 * call is made again with the same key.
 */
export async function runEffect(prisma: Database, key: string, job: JobTry): Promise<void> {
  try {
    const done = await prisma.$transaction((tx) => perform(tx, key, job.until), { timeout: TRANSACTION_MS });
    if (!done) return;
    const outcome = done === 'stopped' ? 'skipped' : 'done';
    const said = done === 'stopped' ? await leaveOut(prisma, key) : done.said;
    count('hookwell_effects_total', { kind: effectKindOf(key), outcome });
    log().info({ effect: key, outcome }, inWords(said, `${key} ${outcome}`));
  } catch (thrown) {
    await keepFailure(prisma, key, asError(thrown), job);
  }
}

/** Records the failed try, and throws the error on where another try is due or where it could not be recorded. */
async function keepFailure(prisma: Database, key: string, error: Error, job: JobTry): Promise<void> {
  markPersonal(error);
  const last = job.last || error instanceof PermanentFailure;
  try {
    await recordEffectFailure(prisma, key, error, { ...job, last });
  } catch (problem) {
    const unrecorded = asError(problem);
    const both = new Error(`${error.message} (and this could not be recorded: ${unrecorded.message})`, {
      cause: error,
    });
    markPersonal(both);
    log().error({ err: error, unrecorded, effect: key, attempt: job.attempt }, `${key} failed: ${both.message}`);
    markLogged(both);
    throw both;
  }
  if (last) return;
  markRecorded(error);
  throw error;
}

/** `stopped`: the gate holds it by now. Null: there is nothing to do. */
async function perform(tx: Transaction, key: string, until?: number): Promise<{ said: string } | 'stopped' | null> {
  const begun = await beginEffect(tx, key);
  if (!begun || begun.effect.status === 'done' || begun.effect.status === 'skipped') return null;
  const { effect, order } = begun;
  const performer = Object.hasOwn(PERFORMERS, effect.kind) && PERFORMERS[effect.kind as EffectKind];
  if (!performer) throw new PermanentFailure(`This version of Hookwell does not know how to do "${effect.kind}"`);
  if (stoppedBy(effect.kind, order)) return 'stopped';
  // The performer writes to the order first, then comes the effect: the handlers lock them in this order too.
  const { result, said } = await performer({ tx, effect, order, until });
  await tx.$executeRaw`
    update hookwell.effects set status = 'done', attempts = attempts + 1, result = ${JSON.stringify(result) ?? null}::jsonb, last_error = null,
      next_attempt_at = null, completed_at = ${new Date()}
    where key = ${key}`;
  return { said };
}
