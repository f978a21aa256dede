import Stripe from 'stripe';
import { env } from '../kit/env';

/** How long one request may take, and how often the SDK tries it again by itself. */
type Patience = Pick<Stripe.StripeConfig, 'timeout' | 'maxNetworkRetries'>;

/** For pages and commands, which a person waits for. Workers use lib/stripe/ask-stripe.ts. */
const OF_A_PERSON: Patience = { timeout: 10_000, maxNetworkRetries: 1 };

/** Stripe's API, with the deployment's key. Null: STRIPE_SECRET_KEY is not set. `STRIPE_API_BASE_URL` points it elsewhere. */
export function getStripe(patience: Patience = OF_A_PERSON): Stripe | null {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE_URL: base } = env();
  if (!key) return null;
  const url = base ? new URL(base) : null;
  return new Stripe(key, {
    ...(url && {
      protocol: url.protocol === 'http:' ? 'http' : 'https',
      host: url.hostname,
      port: url.port || (url.protocol === 'http:' ? 80 : 443),
    }),
    ...patience,
    telemetry: false,
    appInfo: { name: 'Hookwell' },
  });
}
