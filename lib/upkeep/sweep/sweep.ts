import type { Pool } from 'pg';
import Stripe from 'stripe';
import { handledTypes } from '../../handlers/registry';
import { deploymentLivemode } from '../../kit/env';
import type { Asking } from './fetch-events';
import { listAccounts } from './list-accounts';
import { noteError, type Trigger, type Whose } from './runs';
import { type SweptWindow, sweepAccount } from './sweep-account';

export type SweepOptions = {
  trigger: Trigger;
  /** Compare again from here on, instead of from where the last sweep ended. */
  since?: Date;
  /** Only this connected account, even if no event of it came yet. */
  account?: string;
  /** No new account is begun after this time; the next sweep begins with those that waited longest. */
  budgetMs?: number;
  now?(): Date;
};

/** What the sweep did for one account. `error`: why it stopped, and `isNews` whether the last one said so, too. */
export type SweptAccount = Whose & { windows: SweptWindow[]; error: Error | null; isNews: boolean };

/**
 * Compares the inbox with Stripe's list of events, for the mode of the key: the key's own account, and every connected
 * account that events came from. The types are those that have a handler, which is what an endpoint is registered for.
 * Rule: https://docs.stripe.com/webhooks/process-undelivered-events
 */
export async function sweep(pool: Pool, asking: Asking, options: SweepOptions): Promise<SweptAccount[]> {
  const { trigger, since, account, budgetMs = Number.POSITIVE_INFINITY, now = () => new Date() } = options;
  const livemode = deploymentLivemode();
  const accounts = account ? [account] : await listAccounts(pool, livemode);
  const started = Date.now();
  const swept: SweptAccount[] = [];
  for (const account of accounts) {
    if (asking.signal?.aborted || Date.now() - started > budgetMs) break;
    const whose = { account, livemode };
    try {
      const ask = { trigger, types: handledTypes(), now, ...(since && { since }) };
      swept.push({ ...whose, windows: await sweepAccount(pool, asking, whose, ask), error: null, isNews: false });
    } catch (error) {
      if (asking.signal?.aborted) break;
      const { message } = error as Error;
      const isNews = await noteError(pool, whose, message);
      swept.push({ ...whose, windows: [], error: error as Error, isNews });
      if (!concernsOneAccount(error)) break;
    }
  }
  return swept;
}

/** A connected account may take its access back; every other refusal would meet the next account, too. */
const concernsOneAccount = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripePermissionError || error instanceof Stripe.errors.StripeInvalidRequestError;
