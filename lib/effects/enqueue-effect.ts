import type { Transaction } from '../db/client';
import { EFFECT_FLAG, MAX_ATTEMPTS, RUN_EFFECT } from '../kit/jobs/jobs';

/** Enqueues an effect's job anew, due at once; a job of it that waits is replaced, one that runs is followed. */
export async function enqueueEffect(tx: Transaction, key: string): Promise<void> {
  await tx.$queryRaw`
    select id::text from hookwell_worker.add_job(
      ${RUN_EFFECT}, json_build_object('key', ${key}::text), max_attempts => ${MAX_ATTEMPTS},
      job_key => ${`effect:${key}`}, flags => array[${EFFECT_FLAG}::text])`;
}
