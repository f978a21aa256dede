import { DAY } from './events';
import type { StoryStep } from './story-step';

const HOUR = 60 * 60;

/** Subscribing through hosted Checkout. `invoice_payment.paid` is what links the invoice with its payment. */
export const FIRST_INVOICE: readonly StoryStep[] = [
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
const RENEWED: readonly StoryStep[] = [
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
export const RENEWAL: readonly StoryStep[] = [
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
export const RENEWAL_DECLINED: readonly StoryStep[] = [
  ...RENEWED,
  { type: 'charge.failed', after: 1 },
  { type: 'payment_intent.payment_failed' },
  { type: 'invoice.payment_failed' },
  { type: 'customer.subscription.updated', after: 1, first: (story) => story.turnSubscription('past_due') },
  { type: 'customer.subscription.deleted', after: 7 * DAY },
];

/** Ten days on, the buyer takes a smaller plan: the rest of the month is credited, and more is credited than the new plan costs. */
export const DOWNGRADE: readonly StoryStep[] = [
  { type: 'customer.subscription.updated', after: 10 * DAY, first: (story) => story.downgrade() },
  { type: 'invoice.created' },
  { type: 'invoice.finalized' },
  { type: 'invoice.paid' },
  { type: 'invoice.payment_succeeded' },
  { type: 'customer.updated' },
];

/** An invoice that the shop wrote itself, and sends. */
const written = (number: number): readonly StoryStep[] => [
  {
    type: 'invoice.created',
    first: (story) => {
      story.ownInvoice = number;
    },
  },
  { type: 'invoice.finalized' },
];

/** One of several invoices is paid. */
const settled = (number: number): readonly StoryStep[] => [
  {
    type: 'invoice.updated',
    first: (story) => {
      story.ownInvoice = number;
    },
  },
  { type: 'invoice.paid' },
  { type: 'invoice.payment_succeeded' },
  { type: 'invoice_payment.paid' },
];

/** The shop attaches one payment to both invoices, for parts of its amount: https://docs.stripe.com/api/invoices/attach_payment */
export const TWO_INVOICES: readonly StoryStep[] = [
  { type: 'customer.created' },
  ...written(1),
  ...written(2),
  { type: 'payment_intent.created', after: 2 * DAY, first: (story) => story.beginPayment() },
  { type: 'payment_method.attached', after: 1 },
  { type: 'charge.succeeded' },
  { type: 'payment_intent.succeeded' },
  ...settled(1),
  ...settled(2),
  { type: 'charge.updated', after: 3 },
];

/** Nothing is paid, yet Stripe says `invoice.paid`: https://docs.stripe.com/invoicing/dashboard/credit-notes */
export const CREDITED: readonly StoryStep[] = [
  { type: 'customer.created' },
  ...written(1),
  { type: 'invoice.updated', after: 2 * DAY, first: (story) => story.creditInvoice() },
  { type: 'invoice.paid' },
];
