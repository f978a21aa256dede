import type { PrismaClient } from '../../db/generated/client';

/** Where counting stops; a list that long is bad news whatever its exact length. */
export const openCountLimit = 1_000;

/** How many events wait or need a person, up to {@link openCountLimit} each. The repeated list lets the partial index serve it. */
export async function countOpenEvents(
  prisma: PrismaClient,
  livemode: boolean,
): Promise<Record<'pending' | 'retrying' | 'failed', number>> {
  const rows = await prisma.$queryRaw<{ status: 'pending' | 'retrying' | 'failed'; count: number }[]>`
    select s.status::text as status, (
      select count(*)::int from (
        select from hookwell.webhook_events e where e.status = s.status and e.status in ('pending', 'retrying', 'failed') and e.livemode = ${livemode} limit ${openCountLimit}
      ) counted
    ) as count
    from unnest(array['pending', 'retrying', 'failed']::hookwell.event_status[]) as s(status)`;
  return Object.assign(
    { pending: 0, retrying: 0, failed: 0 },
    Object.fromEntries(rows.map((row) => [row.status, row.count])),
  );
}
