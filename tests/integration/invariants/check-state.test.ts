import { expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { checkState } from '@/lib/upkeep/invariants/queries';
import { requestCheck } from '@/lib/upkeep/invariants/request-check';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const ada = { id: null, name: 'Ada', role: 'operator' } as const;

it('tells a check that waits or runs from one that failed, and when the last one ended', async () => {
  const prisma = inbox.prisma();
  expect(await checkState(prisma)).toEqual({ finishedAt: null, waiting: false });

  await requestCheck(prisma, ada);
  await requestCheck(prisma, ada);
  expect((await checkState(prisma)).waiting).toBe(true);
  expect(await prisma.auditEntry.count({ where: { action: 'findings.check', actorName: 'Ada' } })).toBe(2);

  const job = (set: string) => connections().pool.query(`update hookwell_worker._private_jobs set ${set}`);
  await job(`attempts = 1, locked_at = now(), locked_by = 'somebody'`);
  expect((await checkState(prisma)).waiting).toBe(true);
  await job('locked_at = null, locked_by = null');
  expect((await checkState(prisma)).waiting).toBe(false);

  const before = new Date();
  await checkMoney(prisma);
  expect((await checkState(prisma)).finishedAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
});
