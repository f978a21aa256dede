import { formatAmount } from '../kit/money/format-amount';
import { applyPaymentIntent } from '../payments/orders/apply-payment-intent';
import { describeOrder } from '../payments/orders/describe-order';
import { paymentIntentSchema } from '../stripe/payment-intent';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineFamily } from './define-family';
import { defineHandler } from './define-handler';

export const paymentIntents = [
  ...defineFamily(
    {
      schema: paymentIntentSchema,
      apply: applyPaymentIntent,
      describe: ({ id, amount, currency }, what, order) =>
        describeOrder(`PaymentIntent ${id} for ${formatAmount(amount, currency)} ${what}`, order),
      preparing: askForInvoice,
    },
    {
      'payment_intent.created': 'created',
      'payment_intent.processing': 'is processing',
      'payment_intent.requires_action': 'waits for the customer',
      'payment_intent.amount_capturable_updated': 'can be captured',
      'payment_intent.partially_funded': 'is partially funded',
      'payment_intent.payment_failed': ({ last_payment_error: error }) =>
        `was refused${error?.message ? ` (${error.message})` : ''}`,
      'payment_intent.canceled': 'canceled',
    },
  ),
  // Less may have been captured than was authorized: what counts now is what was received.
  defineHandler(
    'payment_intent.succeeded',
    async (event, context) => {
      const intent = readObject(paymentIntentSchema, event);
      const order = await applyPaymentIntent(context, intent);
      return describeOrder(
        `PaymentIntent ${intent.id} for ${formatAmount(intent.amount_received, intent.currency)} succeeded`,
        order,
      );
    },
    askForInvoice,
  ),
];
