import { setTimeout as delay } from 'node:timers/promises';
import Stripe from 'stripe';
import type { AskStripe } from '../../stripe/ask-stripe';
import { PAGE_SIZE } from './window';

/** How Stripe is asked: by whom, until when, and how one waits between two tries. */
export type Asking = {
  ask: AskStripe;
  signal?: AbortSignal;
  /** For tests, which look at the time instead of waiting for it. */
  pause?(ms: number, signal?: AbortSignal): Promise<void>;
};

const MOST_TRIES = 6;
const LONGEST_PAUSE_MS = 60_000;

const wait = (ms: number, signal?: AbortSignal) => delay(ms, undefined, { signal });

/**
 * One page of Stripe's list of events, newest first. Waits and tries again where Stripe says that it is too much (429)
 * or fails (5xx, no connection); throws what is left after that, or cannot change. A worker stops once Stripe is known not to
 * answer (lib/stripe/create-breaker.ts).
 * Rule: https://docs.stripe.com/rate-limits#handling-limiting-gracefully
 */
export async function fetchEvents(
  { ask, signal, pause = wait }: Asking,
  account: string | null,
  params: Stripe.EventListParams,
): Promise<Stripe.ApiList<Stripe.Event>> {
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    try {
      const options = account ? { stripeAccount: account } : {};
      return await untilAborted(
        ask((stripe) => stripe.events.list({ limit: PAGE_SIZE, ...params }, options)),
        signal,
      );
    } catch (error) {
      if (tries >= MOST_TRIES || !mayPass(error)) throw error;
      await pause(pauseAfter(error, tries), signal);
    }
  }
}

/** The SDK takes no signal: a worker that stops need not wait until Stripe answers or its time is over. */
async function untilAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function mayPass(error: unknown): error is Stripe.errors.StripeError {
  if (error instanceof Stripe.errors.StripeConnectionError) return true;
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const status = error.statusCode ?? 0;
  return status === 409 || status === 429 || status >= 500;
}

/** What Stripe asks for, else twice as long as the last time, and never the same for two processes. */
function pauseAfter(error: Stripe.errors.StripeError, tries: number): number {
  const asked = Number(error.headers?.['retry-after']);
  const ms = asked > 0 ? asked * 1000 : 500 * 2 ** tries * (0.5 + Math.random() / 2);
  return Math.min(ms, LONGEST_PAUSE_MS);
}
