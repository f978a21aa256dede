import { applyCheckoutSession } from '../payments/orders/apply-checkout-session';
import { describeSession } from '../payments/orders/describe-session';
import { checkoutSessionSchema } from '../stripe/checkout-session';
import { defineFamily } from './define-family';

export const checkoutSessions = defineFamily(
  { schema: checkoutSessionSchema, apply: applyCheckoutSession, describe: describeSession },
  {
    // Completed isn't paid: a bank debit succeeds or fails days later, which the asynchronous types report.
    'checkout.session.completed': 'completed',
    'checkout.session.async_payment_succeeded': 'paid at last',
    'checkout.session.async_payment_failed': 'was refused',
    'checkout.session.expired': 'expired',
  },
);
