import { cleanOptional } from '../kit/text';
import { applyInvoice } from '../payments/billing/apply-invoice';
import { describeInvoice } from '../payments/billing/describe-invoice';
import { invoiceSchema } from '../stripe/invoice';
import { defineFamily } from './define-family';

export const invoices = defineFamily(
  { schema: invoiceSchema, apply: applyInvoice, describe: describeInvoice },
  {
    'invoice.created': 'created',
    'invoice.updated': 'updated',
    // Only a draft can be deleted. It is kept as void: nobody will ever owe it.
    'invoice.deleted': 'deleted while it was a draft',
    'invoice.finalized': 'finalized',
    'invoice.finalization_failed': (_, { data }) => {
      const reason = cleanOptional(data.object.last_finalization_error?.message);
      return `could not be finalized${reason ? ` (${reason})` : ''}`;
    },
    'invoice.sent': 'sent to the customer',
    'invoice.will_be_due': 'will be due soon',
    'invoice.overdue': 'is overdue',
    // Stripe sends both for a payment; only the first also for an invoice that was marked as paid outside of Stripe.
    'invoice.paid': 'paid',
    'invoice.payment_succeeded': 'paid',
    'invoice.payment_failed': 'could not be collected',
    'invoice.payment_action_required': 'waits for the customer to confirm the payment',
    'invoice.payment_attempt_required': 'waits for a payment that Stripe does not process',
    'invoice.overpaid': 'was paid more than was due',
    'invoice.marked_uncollectible': 'marked uncollectible',
    'invoice.voided': 'voided',
  },
);
