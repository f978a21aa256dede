import type Stripe from 'stripe';
import type { Story } from '../story';

/**
 * What links an invoice with the PaymentIntent that paid it, since neither names the other any more.
 * https://docs.stripe.com/api/invoice-payment/object
 */
export function invoicePayment(story: Story): Stripe.InvoicePayment {
  const { payment } = story;
  return {
    id: story.stemmed('inpay', `payment ${story.payments}`),
    object: 'invoice_payment',
    amount_paid: payment.amount,
    amount_requested: payment.amount,
    created: payment.created,
    currency: payment.currency,
    invoice: story.invoiceId,
    is_default: true,
    livemode: story.livemode,
    payment: { payment_intent: payment.id, type: 'payment_intent' },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: payment.chargedAt },
  };
}
