import { formatAmount } from '../kit/money/format-amount';
import { linkInvoicePayment } from '../payments/billing/link-invoice-payment';
import { describeOrder } from '../payments/orders/describe-order';
import { invoicePaymentSchema } from '../stripe/invoice-payment';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoicePaymentPaid = defineHandler('invoice_payment.paid', async (event, context) => {
  const link = readObject(invoicePaymentSchema, event);
  const order = await linkInvoicePayment(context, link);
  const payment = link.payment.payment_intent ?? link.payment.charge ?? 'A payment outside of Stripe';
  const amount = link.amount_paid == null ? '' : ` with ${formatAmount(link.amount_paid, link.currency)}`;
  return describeOrder(`${payment} paid invoice ${link.invoice}${amount}`, order);
});
