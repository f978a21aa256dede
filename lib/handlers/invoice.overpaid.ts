import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoiceOverpaid = defineHandler('invoice.overpaid', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  return describeInvoice(invoice, 'was paid more than was due', await applyInvoice(context, invoice));
});
