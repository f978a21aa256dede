import type { Transaction } from '../../db/client';
import { MAX_ATTEMPTS, REPLAY_BATCH, REPLAY_BATCH_PRIORITY } from '../../kit/jobs/jobs';

/** Enqueues the job that brings a batch forward, due in so many seconds; one that waits is replaced. */
export async function enqueueBatch(tx: Transaction, id: bigint, inSeconds = 0): Promise<void> {
  await tx.$queryRaw`
    select id::text from hookwell_worker.add_job(
      ${REPLAY_BATCH}, json_build_object('id', ${String(id)}::text), max_attempts => ${MAX_ATTEMPTS},
      job_key => ${`replay:${id}`}, priority => ${REPLAY_BATCH_PRIORITY}::int,
      run_at => now() + ${inSeconds}::float8 * interval '1 second')`;
}
