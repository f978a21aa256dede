import { applyInvoice } from '../billing/apply-invoice';
import { describeInvoice } from '../billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoiceDeleted = defineHandler('invoice.deleted', async (event, context) => {
  // Only a draft can be deleted, and Stripe renders it as it was. To void is what ends the others: nobody will ever owe it.
  const data = { object: { ...event.data.object, status: 'void' } };
  const invoice = readObject(invoiceSchema, { type: event.type, data });
  return describeInvoice(invoice, 'deleted while it was a draft', await applyInvoice(context, invoice));
});
