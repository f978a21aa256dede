import Stripe from 'stripe';
import { env } from '../../kit/env';
import { KnownError } from '../../kit/known-error';
import { getStripe } from '../../stripe/get-stripe';

/** Stripe's API for reading. Throws {@link KnownError} when there is no key. */
export function requireStripe(): Stripe {
  const stripe = getStripe();
  if (stripe) return stripe;
  throw new KnownError(
    'STRIPE_SECRET_KEY is not set. Put a key into .env.local: https://dashboard.stripe.com/apikeys (a restricted key needs “Webhook Endpoints: Write”).',
  );
}

/** Stripe's API for changes. What a live key changes is real, so `--live` has to be said; with a test key it would mislead. */
export function requireStripeToChange(live: boolean): Stripe {
  const isLive = /^[sr]k_live_/.test(env().STRIPE_SECRET_KEY ?? '');
  const stripe = requireStripe();
  if (isLive && !live)
    throw new KnownError(
      'STRIPE_SECRET_KEY is a live key: this would change where the events of real payments go. Add --live if that is what you want.',
    );
  if (!isLive && live)
    throw new KnownError(
      '--live was given, but STRIPE_SECRET_KEY is a key of test mode. Set the live key, or leave --live out.',
    );
  return stripe;
}

/** Stripe's refusal as an error for people; anything else as it is. https://docs.stripe.com/error-handling */
export function explainStripeError(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  return new KnownError(inWords(error), { cause: error });
}

function inWords(error: Stripe.errors.StripeError): string {
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return 'Stripe does not know the key in STRIPE_SECRET_KEY. Copy it again from https://dashboard.stripe.com/apikeys.';
  if (error instanceof Stripe.errors.StripePermissionError)
    return `The key in STRIPE_SECRET_KEY may not do that: ${error.message} A restricted key needs “Webhook Endpoints: Write”: https://dashboard.stripe.com/apikeys.`;
  if (error instanceof Stripe.errors.StripeConnectionError)
    return `Stripe's API cannot be reached: ${error.message} Check the network, and STRIPE_API_BASE_URL if it is set.`;
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return `Stripe asks for fewer calls: ${error.message} Wait a minute, and try again.`;
  if (error.code === 'resource_missing')
    return `${error.message}. \`npm run endpoint -- list\` shows those that this key sees; a key of the other mode sees others.`;
  if (/maximum of \d+/.test(error.message))
    return `${error.message} Stripe allows no more in one mode. Delete one that is no longer needed: \`npm run endpoint -- list\` shows all, \`npm run endpoint -- delete <id>\` deletes.`;
  return `Stripe refuses: ${error.message}`;
}
