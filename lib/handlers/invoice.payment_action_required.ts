import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoicePaymentActionRequired = defineHandler('invoice.payment_action_required', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  return describeInvoice(
    invoice,
    'waits for the customer to confirm the payment',
    await applyInvoice(context, invoice),
  );
});
