import Stripe from 'stripe';

/** Whether Stripe says that there is no such object: https://docs.stripe.com/error-codes#resource-missing */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
