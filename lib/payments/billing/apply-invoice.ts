import type { EventContext } from '../../db/event-context';
import type { ObjectRow } from '../../db/upsert-statement';
import { cleanRecord } from '../../kit/text';
import { type InvoiceFacts, invoiceSchema, invoiceState } from '../../stripe/invoice';
import { mergeObject } from '../orders/merge-object';
import { lockPurchase } from '../orders/order-refs';
import type { SettledOrder } from '../orders/settle-order';
import { writeInvoicePayment } from './write-invoice-payment';

const rowOf = ({ event }: Pick<EventContext, 'event'>, told: InvoiceFacts): ObjectRow => {
  // Only a draft can be deleted, and Stripe renders it as it was. To void is what ends the others: nobody will ever owe it.
  const invoice = event.type === 'invoice.deleted' ? { ...told, status: 'void' } : told;
  const paymentFailed = event.type === 'invoice.payment_failed';
  return {
    table: 'invoices',
    state: invoiceState(invoice, paymentFailed),
    columns: {
      id: invoice.id,
      status: invoice.status,
      number: invoice.number,
      billing_reason: invoice.billing_reason,
      amount_due: invoice.amount_due,
      amount_paid: invoice.amount_paid,
      amount_total: invoice.total ?? null,
      amount_credited_before: invoice.pre_payment_credit_notes_amount,
      amount_credited_after: invoice.post_payment_credit_notes_amount,
      amount_outside: invoice.amount_paid_off_stripe,
      paid_outside: invoice.paid_out_of_band ?? false,
      amount_from_balance: invoice.amount_from_balance,
      currency: invoice.currency,
      customer_id: invoice.customer,
      customer_email: invoice.customer_email,
      subscription_id: invoice.subscription,
      payment_intent_id: invoice.payment_intent,
      charge_id: invoice.charge,
      metadata: cleanRecord(invoice.metadata),
      payment_failed: paymentFailed && invoice.status !== 'paid',
      created_at: invoice.created,
      paid_at: invoice.status === 'paid' ? (invoice.paid_at ?? event.createdAt) : null,
    },
    // A later event of an open invoice does not say again that a try was refused.
    merged: { earliest: ['paid_at'], latched: ['payment_failed'] },
    retell: (told, object) => rowOf({ event: told }, invoiceSchema.parse(object)),
  };
};

/**
 * Merges an invoice into its order, which a payment may have opened before. Each invoice is an order: the first of a
 * subscription and every renewal. Rule: https://docs.stripe.com/billing/subscriptions/webhooks
 */
export async function applyInvoice(context: EventContext, invoice: InvoiceFacts): Promise<SettledOrder> {
  const links = invoice.payments.filter(({ invoice: of }) => of === invoice.id);
  const paying = [
    invoice.payment_intent,
    invoice.charge,
    ...links.flatMap(({ payment }) => [payment.payment_intent, payment.charge]),
  ];
  const refs = [invoice.id, ...new Set(paying.filter((ref) => ref !== null))];
  // A session that began the subscription looks for its first invoice under this lock, and the invoice for the session.
  if (invoice.billing_reason === 'subscription_create' && invoice.subscription)
    await lockPurchase(context.tx, context.event, [...refs, invoice.subscription]);
  return mergeObject(
    context,
    { refs, startedAt: invoice.created },
    rowOf(context, invoice),
    links.length === 0
      ? undefined
      : async () => {
          for (const link of links) await writeInvoicePayment(context, link);
        },
  );
}
