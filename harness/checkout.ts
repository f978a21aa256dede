import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { beforeAll } from 'vitest';
import type { Cart } from '@/lib/checkout/cart';
import { resetEnv } from '@/lib/kit/env';
import { useInbox } from './inbox';
import { useStripeAccount } from './stripe-account';
import type { StripeStandIn } from './stripe-stand-in/start';

/** A database, a stand-in of Stripe's API, and the app's environment pointed at both, for the tests of one file. */
export function useCheckout() {
  const inbox = useInbox();
  const account = useStripeAccount();
  beforeAll(() => {
    Object.assign(process.env, account.access(), { NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: 'pk_test_0123456789' });
    resetEnv();
  });
  return { prisma: inbox.prisma, stripe: () => account.sdk(), standIn: () => account.standIn() };
}

/** A new cart with a mug and two prints: $82.00. */
export const newCart = (): Cart => ({
  id: randomUUID(),
  items: [
    { product: 'mug', quantity: 1 },
    { product: 'print', quantity: 2 },
  ],
});

/** What Stripe sent because of an object, in its order. */
export const eventsOf = (standIn: StripeStandIn, types: string[], id: string): Stripe.Event[] =>
  [...standIn.api.events.values()]
    .map((payload) => JSON.parse(payload) as Stripe.Event)
    .filter(({ type, data }) => types.includes(type) && JSON.stringify(data.object).includes(id));
