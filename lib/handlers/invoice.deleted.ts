import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoiceDeleted = defineHandler('invoice.deleted', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  return describeInvoice(invoice, 'deleted while it was a draft', await applyInvoice(context, invoice));
});
