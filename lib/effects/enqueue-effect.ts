import type { Transaction } from '../db/client';
import { Prisma } from '../db/generated/client';
import { EFFECT_FLAG, MAX_ATTEMPTS, RUN_EFFECT } from '../jobs/jobs';

/** The call that enqueues an effect's job, due at once; a job of it that waits is replaced. `key` may be a column. */
export const effectJob = (key: Prisma.Sql): Prisma.Sql => Prisma.sql`graphile_worker.add_job(
  ${RUN_EFFECT}, json_build_object('key', ${key}), max_attempts => ${MAX_ATTEMPTS}, job_key => 'effect:' || ${key},
  flags => array[${EFFECT_FLAG}::text])`;

/** Enqueues an effect's job by itself. */
export async function enqueueEffect(tx: Transaction, key: string): Promise<void> {
  await tx.$queryRaw`select id::text from ${effectJob(Prisma.sql`${key}::text`)}`;
}
