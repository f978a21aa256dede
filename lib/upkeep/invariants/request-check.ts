import type { Database } from '../../db/client';
import { CHECK_MONEY } from '../../kit/jobs/jobs';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';

/** Asks a worker to check every rule now. Asked for twice, it is checked once. */
export async function requestCheck(prisma: Database, actor: Actor): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`
      select id::text from hookwell_worker.add_job(
        ${CHECK_MONEY}, '{}'::json, max_attempts => 1, job_key => ${CHECK_MONEY})`;
    await recordAudit(tx, { actor, action: 'findings.check' });
  });
}
