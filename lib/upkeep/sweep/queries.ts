import type { PrismaClient } from '../../db/generated/client';
import { OVERDUE_MS } from './window';

/** An event that a sweep had to fetch. `arrived`: Stripe delivered it later all the same. */
export type Healed = { id: string; type: string; healedAt: Date; arrived: boolean };

/**
 * How the inbox compares with Stripe's list. Every one of the `checked` events that Stripe made from `since` to `until` is
 * here; `never` of them never arrived, and were fetched.
 */
export type SweepSummary = {
  since: Date;
  until: Date;
  checked: number;
  never: number;
  /** The last ones that never arrived, the latest first. */
  lastHealed: Healed[];
  /** Why the last sweep stopped, if it did. */
  error: string | null;
  /** Stripe is about to forget what nobody compared. */
  overdue: boolean;
};

const NAMED = 3;

type Row = Omit<SweepSummary, 'lastHealed' | 'overdue'>;

/** What the sweeps of one mode found, over all accounts. Null: there was none yet. */
export async function sweepSummary(prisma: PrismaClient, livemode: boolean): Promise<SweepSummary | null> {
  const rows = await prisma.$queryRaw<Row[]>`
    select min(since) as since, min(until) as until, sum(checked)::float8 as checked,
      (array_agg(error order by account nulls first) filter (where error is not null))[1] as error,
      (
        select count(*)::int from hookwell.healed_events h join hookwell.webhook_events e on e.id = h.event_id
        where e.livemode = ${livemode} and e.source = 'sweep'
      ) as never
    from hookwell.sweep_states where livemode = ${livemode} having count(*) > 0`;
  const [row] = rows;
  if (!row) return null;
  return {
    ...row,
    lastHealed: row.never > 0 ? await listHealed(prisma, livemode, { never: true, limit: NAMED }) : [],
    overdue: Date.now() - row.until.getTime() > OVERDUE_MS,
  };
}

/** What sweeps had to fetch, the latest first; only what never arrived where `never` is set. */
export async function listHealed(
  prisma: PrismaClient,
  livemode: boolean,
  { never, limit }: { never: boolean; limit: number },
): Promise<Healed[]> {
  const rows = await prisma.healedEvent.findMany({
    where: { event: { livemode, ...(never && { source: 'sweep' }) } },
    orderBy: [{ healedAt: 'desc' }, { eventId: 'desc' }],
    take: limit,
    select: { eventId: true, healedAt: true, event: { select: { type: true, source: true } } },
  });
  return rows.map(({ eventId, healedAt, event }) => ({
    id: eventId,
    type: event.type,
    healedAt,
    arrived: event.source !== 'sweep',
  }));
}
