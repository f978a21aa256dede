import type { Database, Transaction } from '../db/client';
import { MAX_ATTEMPTS, PROCESS_EVENT, SILENCE_FLAG, STRIPE_FLAG } from '../kit/jobs/jobs';
import type { JobTry } from '../kit/jobs/next-try';
import { log } from '../kit/log/log';
import type { StripeWait } from '../stripe/ask-stripe';
import { SUSPECTS } from '../upkeep/liveness/suspects';

type Putting = JobTry & { jobId: string };

/**
 * Puts an event back whose question to Stripe has to wait. Its job makes way for a new one under the same key, with the
 * tries that are left, so that whoever is killed here loses nothing. The flag keeps it out of the slots until Stripe can
 * be asked (./stripe-slots.ts); it stands behind what was received meanwhile, which may need nothing of Stripe.
 */
export async function putBack(prisma: Database, id: string, job: Putting, { silence }: StripeWait): Promise<void> {
  if (job.attempt === 1) await replaceJob(prisma, id, job, silence);
  else
    await prisma.$transaction(async (tx) => {
      const added = await replaceJob(tx, id, job, silence);
      await tx.$executeRaw`
        update hookwell_worker._private_jobs set attempts = ${job.attempt - 1} where id = ${added}::bigint`;
    });
  log().debug({ eventId: id }, `${id} waits: ${silence ? 'Stripe does not answer' : 'others are asking Stripe'}`);
}

/**
 * Returns the new job's id; null: there is nothing to replace. A replay made another job meanwhile and took the key of this
 * one away, or the event is applied. Without the event's lock: whoever has it changes the job's row, too, or its status.
 */
async function replaceJob(
  client: Database | Transaction,
  id: string,
  { jobId }: Putting,
  silence: StripeWait['silence'],
): Promise<string | null> {
  const key = `event:${id}`;
  const flags = silence ? [STRIPE_FLAG, SILENCE_FLAG] : [STRIPE_FLAG];
  const payload = JSON.stringify({ id, ...(silence && { silentSince: new Date(silence.since) }) });
  const nextAt = silence && new Date(silence.nextAt);
  const [added] = await client.$queryRaw<{ id: string }[]>`
    with taken as (
      delete from hookwell_worker._private_jobs j using hookwell.webhook_events e
      where j.id = ${jobId}::bigint and j.key = ${key} and e.id = ${id} and e.status in ('pending', 'retrying')
      returning j.priority + case when jsonb_exists(j.flags, ${STRIPE_FLAG}) then 0 else 1 end as priority, j.run_at,
        j.payload::jsonb -> 'died' as died
    ), event as (
      update hookwell.webhook_events set next_attempt_at = ${nextAt}::timestamptz
      where id = ${id} and ${nextAt}::timestamptz is not null and exists (select from taken)
    )
    select added.id::text from taken, lateral hookwell_worker.add_job(${PROCESS_EVENT},
      (${payload}::jsonb || jsonb_strip_nulls(jsonb_build_object('died', taken.died)))::json,
      run_at => coalesce(${nextAt}::timestamptz, taken.run_at), max_attempts => ${MAX_ATTEMPTS}, job_key => ${key},
      priority => taken.priority, flags => ${flags}::text[],
      queue_name => case when taken.died is not null then ${SUSPECTS}::text end) as added`;
  return added?.id ?? null;
}
