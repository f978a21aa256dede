import { applyCheckoutSession } from '../payments/orders/apply-checkout-session';
import { describeSession } from '../payments/orders/describe-session';
import { checkoutSessionSchema } from '../stripe/checkout-session';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const checkoutSessionAsyncPaymentFailed = defineHandler(
  'checkout.session.async_payment_failed',
  async (event, context) => {
    const session = readObject(checkoutSessionSchema, event);
    return describeSession(session, 'was refused', await applyCheckoutSession(context, session));
  },
);
