import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoiceUpdated = defineHandler('invoice.updated', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  return describeInvoice(invoice, 'updated', await applyInvoice(context, invoice));
});
