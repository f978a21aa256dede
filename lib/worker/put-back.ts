import type { Database } from '../db/client';
import { lockEvent } from '../events/lock-event';
import type { JobTry } from '../jobs/job-try';
import { MAX_ATTEMPTS, PROCESS_EVENT, SILENCE_FLAG, STRIPE_FLAG } from '../jobs/jobs';
import { log } from '../log/log';
import type { StripeWait } from '../stripe/ask-stripe';
import { SUSPECTS } from './suspects';
import type { Died } from './try-suspect';

type Taken = { priority: number; flags: Record<string, true> | null; runAt: Date; died: Died | null };

/**
 * Puts an event back whose question to Stripe has to wait. Its job makes way for a new one under the same key, with the
 * tries that are left, so that whoever is killed here loses nothing. The flag keeps it out of the slots until Stripe can
 * be asked (./stripe-slots.ts); it stands behind what was received meanwhile, which may need nothing of Stripe.
 */
export async function putBack(
  prisma: Database,
  id: string,
  job: JobTry & { jobId: string },
  { silence }: StripeWait,
): Promise<void> {
  const key = `event:${id}`;
  await prisma.$transaction(async (tx) => {
    await lockEvent(tx, id);
    // Under another key now: it was replayed meanwhile, and has another job.
    const [taken] = await tx.$queryRaw<Taken[]>`
      delete from hookwell_worker._private_jobs j using hookwell.webhook_events e
      where j.id = ${job.jobId}::bigint and j.key = ${key} and e.id = ${id} and e.status in ('pending', 'retrying')
      returning j.priority, j.flags, j.run_at as "runAt", j.payload -> 'died' as died`;
    if (!taken) return;
    const flags = silence ? [STRIPE_FLAG, SILENCE_FLAG] : [STRIPE_FLAG];
    const priority = taken.priority + (taken.flags?.[STRIPE_FLAG] ? 0 : 1);
    const runAt = silence ? new Date(silence.nextAt) : taken.runAt;
    const { died } = taken;
    const payload = JSON.stringify({
      id,
      ...(silence && { silentSince: new Date(silence.since) }),
      ...(died && { died }),
    });
    const [added] = await tx.$queryRaw<{ id: string }[]>`
      select id::text from hookwell_worker.add_job(${PROCESS_EVENT}, ${payload}::json, run_at => ${runAt}::timestamptz,
        max_attempts => ${MAX_ATTEMPTS}, job_key => ${key}, priority => ${priority}::int, flags => ${flags}::text[], queue_name => ${died && SUSPECTS}::text)`;
    if (job.attempt > 1)
      await tx.$executeRaw`
        update hookwell_worker._private_jobs set attempts = ${job.attempt - 1} where id = ${added?.id}::bigint`;
    if (silence) await tx.webhookEvent.update({ where: { id }, data: { nextAttemptAt: runAt }, select: { id: true } });
  });
  log().debug({ eventId: id }, `${id} waits: ${silence ? 'Stripe does not answer' : 'others are asking Stripe'}`);
}
