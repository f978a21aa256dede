import type { WorkerEvents } from 'graphile-worker';
import { STRIPE_FLAG } from '../kit/jobs/jobs';
import { askingStripe, limitQuestions, mayAskStripe } from '../stripe/ask-stripe';
import { countJobs } from '../upkeep/liveness/count-jobs';

/** The part of a worker's slots that may wait for Stripe at a time; a worker with few has one. */
const stripeShare = (concurrency: number): number => Math.max(1, Math.floor(concurrency / 3));

/**
 * Which flags graphile-worker must not take now: that of events which were put back because Stripe could not be asked
 * (./put-back.ts), while it still can't. An event that asks for the first time has no flag; without a place it is put back.
 */
export function stripeSlots(concurrency: number, events: WorkerEvents): () => string[] {
  limitQuestions(stripeShare(concurrency));
  const flagged = countJobs(events, (job) => job.flags?.[STRIPE_FLAG] === true);
  return () => {
    const { running, fetching } = flagged.fetch();
    // Of those that run, as many as ask are counted there.
    const about = Math.max(0, running - askingStripe()) + fetching;
    return mayAskStripe(about) ? [] : [STRIPE_FLAG];
  };
}
