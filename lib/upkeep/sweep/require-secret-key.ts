import { KnownError } from '../../kit/known-error';
import { getStripe } from '../../stripe/get-stripe';

/** For a command that cannot do without Stripe's API. Throws what to set. */
export function requireSecretKey(): void {
  if (!getStripe())
    throw new KnownError(
      'STRIPE_SECRET_KEY is not set, so Stripe cannot be asked what it sent. Copy the key from https://dashboard.stripe.com/apikeys into .env.local as STRIPE_SECRET_KEY=sk_test_…; a restricted key needs "Events: Read".',
    );
}
