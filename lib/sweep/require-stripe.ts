import type Stripe from 'stripe';
import { KnownError } from '../known-error';
import { getStripe } from '../stripe/client';

/** Stripe's API for a command that cannot do without. Throws what to set. */
export function requireStripe(): Stripe {
  const stripe = getStripe();
  if (!stripe)
    throw new KnownError(
      'STRIPE_SECRET_KEY is not set, so Stripe cannot be asked what it sent. Copy the key from https://dashboard.stripe.com/apikeys into .env.local as STRIPE_SECRET_KEY=sk_test_…; a restricted key needs "Events: Read".',
    );
  return stripe;
}
