import { cleanOptional } from '../kit/text';
import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const invoiceFinalizationFailed = defineHandler('invoice.finalization_failed', async (event, context) => {
  const invoice = readObject(invoiceSchema, event);
  const reason = cleanOptional(event.data.object.last_finalization_error?.message);
  const what = `could not be finalized${reason ? ` (${reason})` : ''}`;
  return describeInvoice(invoice, what, await applyInvoice(context, invoice));
});
