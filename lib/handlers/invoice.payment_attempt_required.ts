import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoicePaymentAttemptRequired = defineHandler(
  'invoice.payment_attempt_required',
  async (event, context) => {
    const invoice = readObject(invoiceSchema, event);
    return describeInvoice(
      invoice,
      'waits for a payment that Stripe does not process',
      await applyInvoice(context, invoice),
    );
  },
);
