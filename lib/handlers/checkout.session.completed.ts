import { applyCheckoutSession } from '../payments/orders/apply-checkout-session';
import { describeSession } from '../payments/orders/describe-session';
import { checkoutSessionSchema } from '../stripe/checkout-session';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const checkoutSessionCompleted = defineHandler('checkout.session.completed', async (event, context) => {
  const session = readObject(checkoutSessionSchema, event);
  return describeSession(session, 'completed', await applyCheckoutSession(context, session));
});
