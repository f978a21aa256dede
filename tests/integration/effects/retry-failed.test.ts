import { expect, it } from 'vitest';
import { failedOf } from '@/lib/dashboard/effects/list';
import { previewFailed, retryFailed } from '@/lib/effects/retry-failed';
import type { Actor } from '@/lib/people/auth/roles';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const actor: Actor = { id: null, name: 'Olga', role: 'operator' };

it('tries all failed effects again that match, each with one job, in batches that the audit log counts', async () => {
  const prisma = inbox.prisma();
  // All of one moment, so that a batch can only end by key.
  await prisma.$executeRaw`
    insert into hookwell.effects (key, kind, livemode, status, attempts, created_at)
    select kind || ':' || n, kind, n = 1, (case when n = 2 then 'done' else 'failed' end)::hookwell.effect_status, 10, now()
    from generate_series(1, 2500) n, unnest(array['fulfil', 'receipt']) kind`;
  const filter = { livemode: false, kind: 'fulfil' };
  expect(await previewFailed(prisma, failedOf(filter))).toMatchObject({
    count: 2_498,
    kinds: [{ kind: 'fulfil', count: 2_498 }],
  });

  expect(await retryFailed(prisma, failedOf(filter), actor)).toBe(2_498);

  const states = await prisma.effect.groupBy({ by: ['kind', 'livemode', 'status'], _count: true });
  expect(states.map(({ kind, livemode, status, _count }) => [kind, livemode, status, _count]).sort()).toEqual(
    [
      ['fulfil', false, 'pending', 2_498],
      ['fulfil', false, 'done', 1],
      ['fulfil', true, 'failed', 1],
      ['receipt', false, 'failed', 2_498],
      ['receipt', false, 'done', 1],
      ['receipt', true, 'failed', 1],
    ].sort(),
  );
  const [jobs] = await prisma.$queryRaw<[{ count: number; keys: number }]>`
    select count(*)::int as count, count(distinct key)::int as keys from hookwell_worker.jobs where task_identifier = 'run_effect' or key like 'effect:%'`;
  expect(jobs).toEqual({ count: 2_498, keys: 2_498 });
  const entries = await prisma.auditEntry.findMany({ where: { action: 'effect.retry_all' }, orderBy: { id: 'asc' } });
  expect(entries.map(({ detail }) => detail)).toEqual([1_000, 1_000, 498].map((count) => ({ count, kind: 'fulfil' })));
  expect(await retryFailed(prisma, failedOf(filter), actor)).toBe(0);
});

it('puts the mails that are tried again behind what was received and paid for', async () => {
  const prisma = inbox.prisma();
  await prisma.$executeRaw`
    insert into hookwell.effects (key, kind, livemode, status, attempts)
    select kind || ':again', kind, true, 'failed', 10 from unnest(array['fulfil', 'receipt', 'dispute_mail', 'unknown']) kind`;
  await retryFailed(prisma, failedOf({ livemode: true }), actor);
  const jobs = await prisma.$queryRaw<{ key: string; priority: number }[]>`
    select key, priority from hookwell_worker.jobs where key like 'effect:%:again' order by key`;
  expect(jobs).toEqual([
    { key: 'effect:dispute_mail:again', priority: 5 },
    { key: 'effect:fulfil:again', priority: 0 },
    { key: 'effect:receipt:again', priority: 5 },
    { key: 'effect:unknown:again', priority: 0 },
  ]);
});
