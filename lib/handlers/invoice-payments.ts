import { formatAmount } from '../kit/money/format-amount';
import { linkInvoicePayment } from '../payments/billing/link-invoice-payment';
import { describeOrder } from '../payments/orders/describe-order';
import { type InvoicePaymentFacts, invoicePaymentSchema } from '../stripe/invoice-payment';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';
import { defineUnlistedHandler } from './define-unlisted-handler';

const nameOf = ({ payment }: InvoicePaymentFacts) =>
  payment.payment_intent ?? payment.charge ?? 'A payment outside of Stripe';

export const invoicePayments = [
  defineHandler('invoice_payment.paid', async (event, context) => {
    const link = readObject(invoicePaymentSchema, event);
    const order = await linkInvoicePayment(context, link);
    const amount = link.amount_paid == null ? '' : ` with ${formatAmount(link.amount_paid, link.currency)}`;
    return describeOrder(`${nameOf(link)} paid invoice ${link.invoice}${amount}`, order);
  }),
  defineUnlistedHandler('invoice_payment.detached', async (event, context) => {
    const link = readObject(invoicePaymentSchema, event);
    const order = await linkInvoicePayment(context, link);
    return describeOrder(`${nameOf(link)} does not pay invoice ${link.invoice} any more`, order);
  }),
];
