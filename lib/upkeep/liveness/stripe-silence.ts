import type { Pool } from 'pg';
import { SILENCE_FLAG, STRIPE_FLAG } from '../../kit/jobs/jobs';
import { isRefused, type RunSql } from './standstill';

/** Stripe does not answer, and so many events wait for that. */
export type StripeSilence = { since: Date; events: number };

/** What waits longer for an answer than this, somebody should hear of. */
const SILENT_SECONDS = 10;

// What was put back before anybody knew of the silence waits for the same.
const SILENCE_SQL = `
select count(*)::int as events, min((payload ->> 'silentSince')::timestamptz) as since
from hookwell_worker._private_jobs where jsonb_exists(flags, '${STRIPE_FLAG}')
having min((payload ->> 'silentSince')::timestamptz) < now() - interval '${SILENT_SECONDS} seconds'`;

/**
 * Whether events wait because Stripe does not answer. A queue that can't be read is told by ./standstill.ts, health and
 * the doctor.
 */
export async function findStripeSilence(run: RunSql): Promise<StripeSilence | null> {
  try {
    const [row] = (await run(SILENCE_SQL)) as (Omit<StripeSilence, 'since'> & { since: Date | string })[];
    return row ? { events: row.events, since: new Date(row.since) } : null;
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
}

export const SILENCE_FIX =
  'It is asked again at least every half minute, and what waits is applied as soon as it answers: no try is used up. See https://status.stripe.com, and whether this machine reaches api.stripe.com.';

/** In one sentence. */
export const tellStripeSilence = ({ since, events }: StripeSilence): string =>
  `Stripe has not answered since ${since.toISOString().slice(0, 19).replace('T', ' ')} UTC: ${events === 1 ? 'an event waits' : `${events} events wait`} for what it says, all others are applied`;

/** Stripe answers again: what was put back for its silence is due at once, for whichever worker. Returns how many. */
export async function endStripeSilence(pool: Pick<Pool, 'query'>): Promise<number> {
  const { rowCount } = await pool.query(
    `update hookwell_worker._private_jobs set flags = jsonb_build_object('${STRIPE_FLAG}', true), run_at = least(run_at, now()),
       payload = (payload::jsonb - 'silentSince')::json
     where jsonb_exists(flags, '${SILENCE_FLAG}') and locked_at is null`,
  );
  return rowCount ?? 0;
}

/** What an event waits for at Stripe. `since`: it is silent; null: others are asking at this moment. */
export type WaitForStripe = { since: Date | null; nextAt: Date };

/** Whether this event waits for Stripe. Null: it doesn't. */
export async function findWaitForStripe(run: RunSql, eventId: string): Promise<WaitForStripe | null> {
  const [row] = (await run(
    `select j.run_at as "nextAt", coalesce(j.payload ->> 'silentSince', (
       select min(s.payload ->> 'silentSince') from hookwell_worker._private_jobs s where jsonb_exists(s.flags, '${SILENCE_FLAG}')
     )) as since
     from hookwell_worker._private_jobs j where j.key = 'event:' || $1 and jsonb_exists(j.flags, '${STRIPE_FLAG}')`,
    eventId,
  )) as { since: string | null; nextAt: Date | string }[];
  return row ? { since: row.since === null ? null : new Date(row.since), nextAt: new Date(row.nextAt) } : null;
}
