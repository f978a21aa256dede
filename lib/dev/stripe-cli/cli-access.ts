import { env, foreignEnv } from '../../kit/env';
import { KnownError } from '../../kit/known-error';

/** How the Stripe CLI reaches Stripe: where, and with an environment that holds the key if we have one. */
export type CliAccess = { apiBase: string | undefined; env: NodeJS.ProcessEnv; keyFrom: string };

/**
 * Gives the CLI the key in STRIPE_SECRET_KEY, else leaves it to its own login. The key goes through the environment:
 * the arguments of a process can be read by everyone on the machine. Throws {@link KnownError} for a live key.
 */
export function cliAccess(apiBase = env().STRIPE_API_BASE_URL): CliAccess {
  const surroundings = foreignEnv();
  const [keyFrom, key] = env().STRIPE_SECRET_KEY
    ? ['STRIPE_SECRET_KEY', env().STRIPE_SECRET_KEY]
    : surroundings.STRIPE_API_KEY
      ? ['STRIPE_API_KEY', surroundings.STRIPE_API_KEY]
      : ["the Stripe CLI's own login", undefined];
  if (key && /^[sr]k_live_/.test(key))
    throw new KnownError(
      `${keyFrom} holds a live key, and this is for development only: real payments have no place here. Put a key of test mode into .env.local (sk_test_…, from https://dashboard.stripe.com/test/apikeys).`,
    );
  return {
    apiBase,
    env: { ...surroundings, STRIPE_CLI_TELEMETRY_OPTOUT: '1', ...(key ? { STRIPE_API_KEY: key } : {}) },
    keyFrom,
  };
}
