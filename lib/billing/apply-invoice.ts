import type { EventContext } from '../db/event-context';
import { mergeObject } from '../orders/merge-object';
import type { SettledOrder } from '../orders/settle-order';
import { type InvoiceFacts, invoiceState } from '../stripe/invoice';

/**
 * Merges an invoice into its order, which a payment may have opened before. Each invoice is an order: the first of a
 * subscription and every renewal. Rule: https://docs.stripe.com/billing/subscriptions/webhooks
 */
export async function applyInvoice(
  context: EventContext,
  invoice: InvoiceFacts,
  { paymentFailed } = { paymentFailed: false },
): Promise<SettledOrder> {
  const purchase = { refs: [invoice.id, ...invoice.payment_refs], startedAt: invoice.created };
  const paidAt = invoice.status === 'paid' ? (invoice.paid_at ?? context.event.createdAt) : null;
  return mergeObject(context, purchase, {
    table: 'invoices',
    state: invoiceState(invoice, paymentFailed),
    columns: {
      id: invoice.id,
      status: invoice.status,
      number: invoice.number,
      billing_reason: invoice.billing_reason,
      amount_due: invoice.amount_due,
      amount_paid: invoice.amount_paid,
      currency: invoice.currency,
      customer_id: invoice.customer,
      customer_email: invoice.customer_email,
      subscription_id: invoice.subscription,
      payment_failed: paymentFailed && invoice.status !== 'paid',
      created_at: invoice.created,
      paid_at: paidAt,
    },
    merged: { earliest: ['paid_at'] },
  });
}
