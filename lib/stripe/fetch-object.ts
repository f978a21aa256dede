import Stripe from 'stripe';
import { OBJECT_KINDS } from './object-kinds';
import { UnprocessableEvent } from './unprocessable-event';

/** Where the objects are read that a handler takes: https://docs.stripe.com/api. A path that an event names is not followed. */
const PATHS: Readonly<Record<string, string>> = Object.fromEntries(
  OBJECT_KINDS.flatMap(([, { api }]) => (api ? [api] : [])),
);

export type ObjectName = { type: string; id: string | null };

/**
 * The object as it is at Stripe now. Null: Hookwell does not know where this kind is read. Throws
 * {@link UnprocessableEvent} where Stripe knows no such object, and what the SDK throws for all else.
 */
export async function fetchObject(
  stripe: Stripe,
  { type, id }: ObjectName,
  account: string | null,
): Promise<Record<string, unknown> | null> {
  const path = type === 'balance' ? '/v1/balance' : PATHS[type] && id && `${PATHS[type]}/${encodeURIComponent(id)}`;
  if (!path) return null;
  try {
    return await stripe.rawRequest('GET', path, undefined, account ? { stripeAccount: account } : {});
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      throw new UnprocessableEvent(`Stripe knows no ${type} ${id}: ${error.message}`);
    throw error;
  }
}
