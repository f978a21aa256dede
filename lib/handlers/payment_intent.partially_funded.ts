import { formatAmount } from '../kit/money/format-amount';
import { applyPaymentIntent } from '../payments/orders/apply-payment-intent';
import { describeOrder } from '../payments/orders/describe-order';
import { paymentIntentSchema } from '../stripe/payment-intent';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineHandler } from './define-handler';

export const paymentIntentPartiallyFunded = defineHandler(
  'payment_intent.partially_funded',
  async (event, context) => {
    const intent = readObject(paymentIntentSchema, event);
    const order = await applyPaymentIntent(context, intent);
    return describeOrder(
      `PaymentIntent ${intent.id} for ${formatAmount(intent.amount, intent.currency)} is partially funded`,
      order,
    );
  },
  askForInvoice,
);
