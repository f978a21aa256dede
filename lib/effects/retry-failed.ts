import type { Database, Transaction } from '../db/client';
import { Prisma } from '../db/generated/client';
import { EFFECT_FLAG, MAX_ATTEMPTS, RUN_EFFECT } from '../kit/jobs/jobs';
import { recordAudit } from '../people/audit/record-audit';
import type { Actor } from '../people/auth/roles';
import { EFFECT_PRIORITY } from './effect-kind';

/** Where counting stops; who retries that many knows enough. */
export const failedCountLimit = 10_000;

const batchSize = 1_000;

/** Failed effects: the condition on their table, which is called `t`, and what the audit log says of it. */
export type FailedEffects = { where: Prisma.Sql; detail: Record<string, string> };

/** How many of each kind there are, up to {@link failedCountLimit} in all, and since when. */
export async function previewFailed(prisma: Database, failed: FailedEffects) {
  const kinds = await prisma.$queryRaw<{ kind: string; count: number; oldest: Date }[]>`
    select kind, count(*)::int as count, min(created_at) as oldest from (
      select t.kind, t.created_at from hookwell.effects t where ${failed.where}
      order by t.created_at desc, t.key desc limit ${failedCountLimit}
    ) failed group by kind order by kind`;
  return { kinds, count: kinds.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * Tries them all again, the oldest first; each once, also if it fails again meanwhile.
 * A thousand at a time, each with its jobs and its entry in the audit log in one transaction: stopped half-way, what was
 * queued is queued. Returns how many.
 */
export async function retryFailed(prisma: Database, failed: FailedEffects, actor: Actor): Promise<number> {
  let queued = 0;
  let last: Taken | null = null;
  for (;;) {
    const rows: Taken[] = await prisma.$transaction((tx) => takeBatch(tx, failed, last, actor));
    queued += rows.length;
    const end = rows.at(-1);
    if (!end || rows.length < batchSize) return queued;
    last = end;
  }
}

type Taken = { key: string; kind: string; at: string };

async function takeBatch(tx: Transaction, failed: FailedEffects, last: Taken | null, actor: Actor): Promise<Taken[]> {
  const beyond = last ? Prisma.sql`and (t.created_at, t.key) > (${last.at}::timestamptz, ${last.key})` : Prisma.empty;
  const rows = await tx.$queryRaw<Taken[]>`
    with due as (
      select t.key, t.kind, t.created_at from hookwell.effects t
      where ${failed.where} ${beyond}
      order by t.created_at, t.key limit ${batchSize} for update
    ), queued as (
      update hookwell.effects e set status = 'pending', next_attempt_at = null from due where e.key = due.key
    )
    select key, kind, created_at::text as at from due order by created_at, key`;
  if (rows.length === 0) return rows;
  await tx.$queryRaw`
    select count(job)::int
    from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ kind }) => kind)}::text[]) as due(key, kind),
    lateral hookwell_worker.add_job(
      ${RUN_EFFECT}, json_build_object('key', due.key), max_attempts => ${MAX_ATTEMPTS}, job_key => 'effect:' || due.key,
      priority => (${JSON.stringify(EFFECT_PRIORITY)}::jsonb ->> due.kind)::int,
      flags => array[${EFFECT_FLAG}::text]) as job`;
  await recordAudit(tx, { actor, action: 'effect.retry_all', detail: { count: rows.length, ...failed.detail } });
  return rows;
}
