import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { resetEnv } from '@/lib/kit/env';
import { askForAPerson } from '@/lib/stripe/ask-stripe';
import { type SweepOptions, sweep } from '@/lib/upkeep/sweep/sweep';
import { type StripeStandIn, startStripeStandIn } from './stripe-stand-in/start';

const TYPES = ['payment_intent.succeeded', 'charge.succeeded', 'customer.created', 'payment_method.attached'] as const;

export const TEST_KEY = 'sk_test_0123456789';

/** A stand-in of Stripe with the SDK pointed at it, and nothing in the inbox before each test. Within `useInbox`. */
export function useStripe() {
  let stripe: StripeStandIn;
  const pauses: number[] = [];
  beforeAll(async () => {
    stripe = await startStripeStandIn();
    Object.assign(process.env, { STRIPE_SECRET_KEY: TEST_KEY, STRIPE_API_BASE_URL: stripe.url });
    resetEnv();
  });
  beforeEach(async () => {
    stripe.api.events.clear();
    stripe.api.undelivered.clear();
    stripe.hooks.intercept = () => undefined;
    stripe.hooks.requests.all.length = 0;
    pauses.length = 0;
    const { pool } = connections();
    await pool.query('truncate hookwell.webhook_events, hookwell.sweep_states, hookwell.sweep_runs cascade');
    await pool.query('select hookwell_worker.complete_jobs(array(select id from hookwell_worker.jobs))');
  });
  afterAll(() => stripe.stop());

  return {
    stripe: () => stripe,
    /** How long the sweep would have waited, in milliseconds: it did not. */
    pauses,
    /** Lets things happen at Stripe, which then lists them. */
    happen(events: Stripe.Event[]): void {
      for (const event of events) stripe.api.events.set(event.id, printEvent(event));
    },
    sweep(options: Partial<SweepOptions> = {}) {
      const pause = async (ms: number) => void pauses.push(ms);
      return sweep(connections().pool, { ask: askForAPerson, pause }, { trigger: 'command', ...options });
    },
  };
}

/** Events of several types, `seconds` before now, the first the oldest. */
export function makeEvents(
  count: number,
  seed: string,
  {
    secondsAgo = count,
    account,
    types = TYPES,
  }: { secondsAgo?: number; account?: string; types?: readonly string[] } = {},
): Stripe.Event[] {
  const end = Date.now() - secondsAgo * 1000;
  return Array.from({ length: count }, (_, at) =>
    buildEvent(types[at % types.length] as string, {
      seed: `${seed} ${at}`,
      answers: false,
      now: new Date(end + at * Math.min(1, secondsAgo / count) * 1000),
      ...(account && { account }),
    }),
  );
}

/** Days ago, as a time. */
export const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
