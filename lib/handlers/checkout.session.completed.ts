import { formatAmount } from '../money/format-amount';
import { applyCheckoutSession } from '../orders/apply-checkout-session';
import { describeOrder } from '../orders/describe-order';
import { type CheckoutSessionFacts, checkoutSessionSchema } from '../stripe/checkout-session';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const checkoutSessionCompleted = defineHandler('checkout.session.completed', async (event, context) => {
  const session = readObject(checkoutSessionSchema, event);
  const order = await applyCheckoutSession(context, session);
  return `Checkout Session ${session.id}${price(session)} completed: ${order ? describeOrder(order) : noPurchase(session)}`;
});

const price = ({ amount_total: amount, currency }: CheckoutSessionFacts) =>
  amount !== null && currency ? ` for ${formatAmount(amount, currency)}` : '';

const noPurchase = ({ mode, subscription }: CheckoutSessionFacts) =>
  mode === 'setup'
    ? 'a payment method was set up, nothing was bought'
    : `subscription ${subscription ?? ''} started; its invoices are the orders`.replace('  ', ' ');
