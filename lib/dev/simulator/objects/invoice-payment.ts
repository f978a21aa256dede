import type Stripe from 'stripe';
import { billOf, billsOfPayment } from '../bills';
import type { Story } from '../story';

/**
 * What links the present invoice with the PaymentIntent that paid it, since neither names the other any more.
 * https://docs.stripe.com/api/invoice-payment/object
 */
export function invoicePayment(story: Story): Stripe.InvoicePayment {
  const links = paymentsOfInvoice(story);
  return links.find(({ invoice }) => invoice === billOf(story).id) ?? (links[0] as Stripe.InvoicePayment);
}

/** The links of the present payment, once it has paid: one for each invoice. */
export function paymentsOfInvoice(story: Story): Stripe.InvoicePayment[] {
  const { payment, payments } = story;
  return billsOfPayment(story).map(({ id, due }, at) => ({
    id: story.stemmed('inpay', at === 0 ? `payment ${payments}` : `payment ${payments}, invoice ${at + 1}`),
    object: 'invoice_payment',
    amount_paid: due,
    amount_requested: due,
    created: payment.created,
    currency: payment.currency,
    invoice: id,
    // Stripe makes the default one with the invoice; the shop attaches a payment of several invoices itself.
    is_default: story.ownInvoices < 2,
    livemode: story.livemode,
    payment: { payment_intent: payment.id, type: 'payment_intent' },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: payment.chargedAt },
  }));
}
