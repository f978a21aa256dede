import type { Pool } from 'pg';
import Stripe from 'stripe';
import type { EventFacts } from '../../stripe/read-event';
import { comparePage } from './compare-page';
import { type Asking, fetchEvents } from './fetch-events';
import { type Covered, finishRun, type Gap, openRun, type Run, restartRun, type Trigger, type Whose } from './runs';
import { OVERLAP_MS, toSeconds, typesOfBatch } from './window';

export type SweepAsk = { trigger: Trigger; types: string[]; since?: Date; now(): Date };

/** One window, compared to its end. `healed` names what this process stored, `run.healed` counts all. */
export type SweptWindow = { run: Run; healed: EventFacts[]; resumed: boolean; gap: Gap | null };

/**
 * Compares one account's events with Stripe's list, page by page, and stores what is missing. Takes up the run that a
 * crash or an error left first. Throws what Stripe or the database answered; the run stays where it came to.
 */
export async function sweepAccount(pool: Pool, asking: Asking, whose: Whose, ask: SweepAsk): Promise<SweptWindow[]> {
  const first = await sweepWindow(pool, asking, whose, ask);
  if (!first.resumed) return [first];
  // What the run that was left covers need not be read again; what came since then must be.
  const { since, until } = first.run;
  const reached = ask.since && ask.since < since ? ask.since : new Date(until.getTime() - OVERLAP_MS);
  return [first, await sweepWindow(pool, asking, whose, { ...ask, since: reached })];
}

async function sweepWindow(pool: Pool, asking: Asking, whose: Whose, ask: SweepAsk): Promise<SweptWindow> {
  const { run: opened, covered, resumed, gap } = await openRun(pool, whose, { ...ask, now: ask.now() });
  const healed: EventFacts[] = [];
  let run = opened;
  while (run.finishedAt === null && typesOfBatch(run.types, run.batch).length > 0) {
    const step = await sweepPage(pool, asking, run, covered);
    healed.push(...step.healed);
    run = step.run;
  }
  await finishRun(pool, whose, run);
  return { run, healed, resumed, gap };
}

/** One page: Stripe gives the newest first, so what arrives meanwhile does not move the pages that are to come. */
async function sweepPage(pool: Pool, asking: Asking, run: Run, covered: Covered) {
  try {
    const page = await fetchEvents(asking, run.account, {
      types: typesOfBatch(run.types, run.batch),
      created: { gte: toSeconds(run.since) },
      ...(run.cursor && { starting_after: run.cursor }),
    });
    return await comparePage(pool, run, covered, { events: page.data, hasMore: page.has_more });
  } catch (error) {
    if (!isLostCursor(error, run)) throw error;
    return { run: await restartRun(pool, run), healed: [] };
  }
}

/** The run was left so long ago that Stripe has forgotten the event at which it stood. */
const isLostCursor = (error: unknown, run: Run): boolean =>
  run.cursor !== null &&
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  (error.param === 'starting_after' || error.code === 'resource_missing');
