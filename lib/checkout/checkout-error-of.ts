import Stripe from 'stripe';

/** What a call of the checkout's own routes can answer instead of what was asked for. */
export type CheckoutErrorCode =
  | 'switched_off'
  | 'invalid_request'
  | 'not_configured'
  | 'too_many_requests'
  | 'stripe_busy'
  | 'stripe_unreachable'
  | 'failed';

/** The one table of codes: the status, and what the customer reads. Causes are in the log, not in the answer. */
export const CHECKOUT_ERRORS: Record<CheckoutErrorCode, { status: number; message: string }> = {
  switched_off: { status: 404, message: 'This shop has another checkout.' },
  invalid_request: { status: 400, message: 'Your cart could not be read. Please reload the page and try again.' },
  too_many_requests: {
    status: 429,
    message:
      'That were many tries in a short time. You have not been charged; please wait a few minutes and try again.',
  },
  not_configured: { status: 503, message: 'Payments are not set up here yet.' },
  stripe_busy: { status: 503, message: 'There is a lot going on right now. Please try again in a few seconds.' },
  stripe_unreachable: {
    status: 503,
    message: 'The payment service did not answer. You have not been charged; please try again.',
  },
  failed: {
    status: 500,
    message: 'Something went wrong on our side. You have not been charged; please try again later.',
  },
};

/** Which of our codes an error of the SDK is: https://docs.stripe.com/error-handling?lang=node */
export function checkoutErrorOf(error: unknown): CheckoutErrorCode {
  if (error instanceof Stripe.errors.StripeRateLimitError) return 'stripe_busy';
  if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError)
    return 'stripe_unreachable';
  return 'failed';
}
