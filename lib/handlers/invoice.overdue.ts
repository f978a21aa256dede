import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoiceOverdue = defineHandler('invoice.overdue', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  return describeInvoice(invoice, 'is overdue', await applyInvoice(context, invoice));
});
