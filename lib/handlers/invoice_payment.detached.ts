import { linkInvoicePayment } from '../payments/billing/link-invoice-payment';
import { describeOrder } from '../payments/orders/describe-order';
import { invoicePaymentSchema } from '../stripe/invoice-payment';
import { readObject } from '../stripe/read-object';
import { defineUnlistedHandler } from './define-unlisted-handler';

export const invoicePaymentDetached = defineUnlistedHandler('invoice_payment.detached', async (event, context) => {
  const link = readObject(invoicePaymentSchema, event);
  const order = await linkInvoicePayment(context, link);
  const payment = link.payment.payment_intent ?? link.payment.charge ?? 'A payment outside of Stripe';
  return describeOrder(`${payment} does not pay invoice ${link.invoice} any more`, order);
});
