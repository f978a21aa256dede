import type Stripe from 'stripe';

/** Whether Stripe answered with what it had answered before under the same key: https://docs.stripe.com/api/idempotent_requests */
export const isReplayed = ({ lastResponse }: Stripe.Response<unknown>): boolean =>
  lastResponse.headers['idempotent-replayed'] === 'true';
