import type Stripe from 'stripe';
import { paymentsOfInvoice } from './objects/invoice-payment';
import type { Story } from './story';

/** One link of a payment and an invoice, as Stripe lists it: https://docs.stripe.com/api/invoice-payment/list */
type SimulatedLink = {
  id: string;
  payment_intent: string;
  invoice: string;
  amount_paid: number | null;
  status: 'paid' | 'open';
};

/**
 * What Stripe would answer if it were asked about the event's payment. It stands beside `data` under `simulated`, because
 * Stripe knows nothing of what is made up here. No link: the payment pays no invoice, which is an answer too.
 */
export type Simulated = { invoice_payments: SimulatedLink[] };

/** The answers for a PaymentIntent or for a charge that has one; undefined for any other object. */
export function answersOf(story: Story, object: unknown): Simulated | undefined {
  const payment = paymentOf(object);
  if (!payment) return undefined;
  const links = story.forInvoice ? paymentsOfInvoice(story) : [];
  return {
    invoice_payments: links.map(({ id, invoice, amount_paid }) => ({
      id,
      payment_intent: payment.id,
      invoice: invoice as string,
      amount_paid: payment.paid ? amount_paid : null,
      status: payment.paid ? 'paid' : 'open',
    })),
  };
}

type WithAnswers = Stripe.Event & { simulated?: Simulated };

/** Keeps the answers true of an event whose values were changed by hand: its payment may have another id, or be gone. */
export function correctAnswers(event: WithAnswers): void {
  if (!event.simulated) return;
  const payment = paymentOf(event.data.object);
  if (!payment) delete event.simulated;
  else for (const link of event.simulated.invoice_payments) link.payment_intent = payment.id;
}

/** Leaves out what only Stripe knows: a real webhook does not say it. */
export function removeAnswers(event: WithAnswers): void {
  delete event.simulated;
}

function paymentOf(object: unknown): { id: string; paid: boolean } | undefined {
  const { object: kind, id, payment_intent, status, captured } = object as Record<string, unknown>;
  if (kind === 'payment_intent') return { id: String(id), paid: status === 'succeeded' };
  if (kind !== 'charge' || typeof payment_intent !== 'string') return undefined;
  return { id: payment_intent, paid: status === 'succeeded' && captured === true };
}
