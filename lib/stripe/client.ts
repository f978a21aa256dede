import Stripe from 'stripe';
import { env } from '../env';

/** Stripe's API, with the deployment's key. Null: STRIPE_SECRET_KEY is not set. `STRIPE_API_BASE_URL` points it elsewhere. */
export function getStripe(): Stripe | null {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE_URL: base } = env();
  if (!key) return null;
  const url = base ? new URL(base) : null;
  return new Stripe(key, {
    ...(url && {
      protocol: url.protocol === 'http:' ? 'http' : 'https',
      host: url.hostname,
      port: url.port || (url.protocol === 'http:' ? 80 : 443),
    }),
    timeout: 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: 'Hookwell' },
  });
}
