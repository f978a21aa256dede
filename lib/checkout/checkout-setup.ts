import type Stripe from 'stripe';
import { env } from '../kit/env';
import { getStripe } from '../stripe/get-stripe';

/** What the checkout pages work with, or the variables that have to be set first. */
export type CheckoutSetup =
  | { ready: true; stripe: Stripe; publishableKey: string }
  | { ready: false; missing: ('STRIPE_SECRET_KEY' | 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY')[] };

/** The keys of the checkout pages. The publishable one goes to the browser, the secret one never leaves the server. */
export function checkoutSetup(): CheckoutSetup {
  const stripe = getStripe();
  const publishableKey = env().NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY;
  if (stripe && publishableKey) return { ready: true, stripe, publishableKey };
  return {
    ready: false,
    missing: [
      ...(stripe ? [] : (['STRIPE_SECRET_KEY'] as const)),
      ...(publishableKey ? [] : (['NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY'] as const)),
    ],
  };
}
