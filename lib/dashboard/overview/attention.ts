import type { Database } from '../../db/client';
import { countOpenEvents } from '../../inbox/store/count-open-events';
import { env } from '../../kit/env';
import { forAPerson } from '../../payments/orders/held.sql';
import { readLocalSecrets } from '../../stripe/local-secrets';
import { describeFailedJobs, findFailedJobs } from '../../upkeep/liveness/failed-jobs';
import { STALE_SECONDS } from '../../upkeep/liveness/heartbeat';
import { findStandstill, tellStandstill } from '../../upkeep/liveness/standstill';
import { findStripeSilence, SILENCE_FIX, tellStripeSilence } from '../../upkeep/liveness/stripe-silence';
import { type SweepSummary, sweepSummary } from '../../upkeep/sweep/queries';

/** A dispute that waits for evidence. */
export type DueDispute = {
  id: string;
  amount: bigint;
  currency: string;
  reason: string;
  dueBy: Date | null;
  account: string | null;
};

/** Paid orders of one currency that nobody but a person lets go on. */
type HeldOrders = { currency: string | null; count: number; amount: bigint };

/** What a person has to look at now. Every number stops at {@link MANY}. */
export type Attention = {
  failedEvents: number;
  failedEffects: number;
  disputes: { soonest: DueDispute[]; count: number };
  /** What is held for a person, by currency, the most orders first; what waits for seconds is not in it. */
  held: HeldOrders[];
  findings: { rule: string; count: number }[];
  rejected: number;
  sweep: SweepSummary | null;
  /** Of those that never arrived, how many were fetched within the last week. */
  healedLately: number;
  /** Seconds since the last worker was heard; null while one beats. `never`: none ever was. */
  silence: number | 'never' | null;
  /** In a sentence: a worker runs, and applies nothing. */
  standstill: { told: string; fix: string } | null;
  /** In a sentence: Stripe does not answer, and events wait for that. */
  stripeSilence: { told: string; fix: string } | null;
  /** In a sentence: the worker's other jobs that failed for good. */
  failedJobs: string | null;
  noSecret: boolean;
};

/** Where counting stops; so many are bad news whatever their exact number. */
export const MANY = 1_000;

/** How many disputes are named. */
const NAMED = 5;

/** Looks at everything that may wait for a person, in one mode; findings, refusals and workers are of the whole installation. */
export async function readAttention(prisma: Database, livemode: boolean): Promise<Attention> {
  const [
    open,
    failedEffects,
    disputes,
    held,
    findings,
    rejected,
    sweep,
    healedLately,
    silence,
    standstill,
    stripeSilence,
    failedJobs,
  ] = await Promise.all([
    countOpenEvents(prisma, livemode),
    countFailedEffects(prisma, livemode),
    dueDisputes(prisma, livemode),
    heldOrders(prisma, livemode),
    countFindings(prisma),
    countRejected(prisma),
    sweepSummary(prisma, livemode),
    countHealed(prisma, livemode),
    workerSilence(prisma),
    standsStill(prisma),
    stripeIsSilent(prisma),
    jobsFailed(prisma),
  ]);
  const active = env().STRIPE_WEBHOOK_SECRET.some(({ retired }) => !retired) || readLocalSecrets().length > 0;
  return {
    failedEvents: open.failed,
    failedEffects,
    disputes,
    held,
    findings,
    rejected,
    sweep,
    healedLately,
    silence,
    standstill,
    stripeSilence,
    failedJobs,
    noSecret: !active,
  };
}

const countOf = (rows: { count: number }[]): number => rows[0]?.count ?? 0;

async function countFailedEffects(prisma: Database, livemode: boolean): Promise<number> {
  return countOf(
    await prisma.$queryRaw`
      select count(*)::int as count from (
        select from hookwell.effects where livemode = ${livemode} and status = 'failed' limit ${MANY}
      ) as failed`,
  );
}

async function dueDisputes(prisma: Database, livemode: boolean): Promise<Attention['disputes']> {
  const rows = await prisma.$queryRaw<(DueDispute & { count: number })[]>`
    with due as (
      select id, amount, currency, reason, evidence_due_by as "dueBy", account from hookwell.disputes
      where livemode = ${livemode} and status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')
      order by evidence_due_by, id limit ${MANY}
    )
    select *, (select count(*)::int from due) as count from due order by "dueBy", id limit ${NAMED}`;
  return { soonest: rows.map(({ count: _, ...dispute }) => dispute), count: countOf(rows) };
}

const heldOrders = (prisma: Database, livemode: boolean): Promise<HeldOrders[]> =>
  prisma.$queryRaw`
    select currency, count(*)::int as count, sum(amount)::bigint as amount from (
      select t.currency, t.amount from hookwell.orders t where t.livemode = ${livemode} and ${forAPerson} limit ${MANY}
    ) as held group by currency order by count desc, currency`;

/** Held orders are told by themselves, with their money. */
const countFindings = (prisma: Database): Promise<Attention['findings']> =>
  prisma.$queryRaw`
    select rule, count(*)::int as count from (
      select rule from hookwell.findings where resolved_at is null and rule <> 'held_for_a_person' order by first_seen_at desc limit ${MANY}
    ) as open group by rule order by count desc, rule`;

/** Kinds of refused deliveries that nobody has dismissed: as many as the list of them has rows. */
async function countRejected(prisma: Database): Promise<number> {
  return countOf(
    await prisma.$queryRaw`
      select count(*)::int as count from (
        select from hookwell.rejected_deliveries where dismissed_at is null order by last_seen_at desc, id desc limit ${MANY}
      ) as open`,
  );
}

async function countHealed(prisma: Database, livemode: boolean): Promise<number> {
  return countOf(
    await prisma.$queryRaw`
      select count(*)::int as count from (
        select event_id from hookwell.healed_events where healed_at > now() - interval '7 days' order by healed_at desc limit ${MANY}
      ) as h join hookwell.webhook_events e on e.id = h.event_id where e.livemode = ${livemode} and e.source = 'sweep'`,
  );
}

async function workerSilence(prisma: Database): Promise<Attention['silence']> {
  // Functions apply events in their own invocations: none of them beats for long.
  if (env().WORKER === 'serverless') return null;
  const [row] = await prisma.$queryRaw<{ seconds: number | null }[]>`
    select extract(epoch from now() - max(beat_at))::int as seconds from hookwell.worker_heartbeats`;
  if (!row || row.seconds === null) return 'never';
  return row.seconds > STALE_SECONDS ? row.seconds : null;
}

async function standsStill(prisma: Database): Promise<Attention['standstill']> {
  const still = await findStandstill((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values));
  return still && { told: tellStandstill(still), fix: still.fix };
}

async function stripeIsSilent(prisma: Database): Promise<Attention['stripeSilence']> {
  const silence = await findStripeSilence((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values));
  return silence && { told: tellStripeSilence(silence), fix: SILENCE_FIX };
}

async function jobsFailed(prisma: Database): Promise<string | null> {
  const failed = await findFailedJobs((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values));
  return failed.length > 0 ? describeFailedJobs(failed) : null;
}
