import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoicePaymentFailed = defineHandler('invoice.payment_failed', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  return describeInvoice(invoice, 'could not be collected', await applyInvoice(context, invoice));
});
