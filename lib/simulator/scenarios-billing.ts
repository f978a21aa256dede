import { DAY } from './events';
import type { Step } from './scenarios';

const HOUR = 60 * 60;

/** Subscribing through hosted Checkout. `invoice_payment.paid` is what links the invoice with its payment. */
export const FIRST_INVOICE: readonly Step[] = [
  { type: 'customer.created' },
  { type: 'customer.subscription.created' },
  { type: 'invoice.created' },
  { type: 'invoice.finalized' },
  { type: 'payment_intent.created' },
  { type: 'payment_method.attached', after: 1 },
  { type: 'charge.succeeded' },
  { type: 'payment_intent.succeeded' },
  { type: 'customer.subscription.updated', after: 1 },
  { type: 'invoice.updated' },
  { type: 'invoice.paid' },
  { type: 'invoice.payment_succeeded' },
  { type: 'invoice_payment.paid' },
  { type: 'checkout.session.completed' },
  { type: 'charge.updated', after: 3 },
];

/** A month later the next invoice is drafted, and an hour after that finalised and paid. */
const RENEWED: readonly Step[] = [
  {
    type: 'invoice.created',
    after: 'next period',
    first: (story) => {
      story.nextPayment();
      story.turnSubscription('active');
    },
  },
  { type: 'customer.subscription.updated' },
  { type: 'invoice.finalized', after: HOUR },
  { type: 'payment_intent.created' },
];

/** The renewal that goes well. */
export const RENEWAL: readonly Step[] = [
  ...RENEWED,
  { type: 'charge.succeeded', after: 1 },
  { type: 'payment_intent.succeeded' },
  { type: 'invoice.updated' },
  { type: 'invoice.paid' },
  { type: 'invoice.payment_succeeded' },
  { type: 'invoice_payment.paid' },
  { type: 'charge.updated', after: 3 },
];

/** The renewal that the bank declines; the shop ends the subscription a week later. */
export const RENEWAL_DECLINED: readonly Step[] = [
  ...RENEWED,
  { type: 'charge.failed', after: 1 },
  { type: 'payment_intent.payment_failed' },
  { type: 'invoice.payment_failed' },
  { type: 'customer.subscription.updated', after: 1, first: (story) => story.turnSubscription('past_due') },
  { type: 'customer.subscription.deleted', after: 7 * DAY },
];
