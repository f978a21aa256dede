import { billOf } from '../bills';
import { DAY, type EventFactories } from '../events';
import { invoice } from '../objects/invoice';
import { invoicePayment } from '../objects/invoice-payment';
import { price, product } from '../objects/price';
import { subscription, subscriptionItems } from '../objects/subscription';
import type { Story } from '../story';

const facts = { forInvoice: true } as const;

/** What changed with the last step of the subscription: its state, its plan, or with a renewal its invoice. */
function changed(story: Story) {
  if (story.planChange)
    return { items: subscriptionItems(story, story.planChange.from), latest_invoice: story.invoiceId };
  const { status, before } = story.subscription;
  if (before && before !== status)
    return { status: before, ...(before === 'incomplete' ? { default_payment_method: null } : {}) };
  return story.payments > 1 ? { latest_invoice: story.invoiceIdOf(story.payments - 1) } : {};
}

/** Subscriptions and their invoices. */
export const BILLING = {
  'product.created': { facts, after: 0, build: (story) => ({ object: product(story), by: 'shop' }) },
  'price.created': { facts, after: 0, build: (story) => ({ object: price(story), by: 'shop' }) },
  'customer.subscription.created': {
    facts,
    after: 0,
    build: (story) => ({ object: subscription(story, 'incomplete') }),
  },
  'customer.subscription.updated': {
    facts,
    after: 2,
    build: (story) => ({
      object: subscription(story),
      previous: changed(story),
      by: billedBy(story),
    }),
  },
  'customer.subscription.trial_will_end': {
    facts,
    after: 4 * DAY,
    build: (story) => ({ object: subscription(story, 'trialing'), by: 'stripe' }),
  },
  'customer.subscription.paused': {
    facts,
    after: 7 * DAY,
    build: (story) => ({ object: subscription(story, 'paused'), by: 'stripe' }),
  },
  'customer.subscription.resumed': {
    facts,
    after: 9 * DAY,
    build: (story) => ({ object: subscription(story, 'active'), by: 'shop' }),
  },
  'customer.subscription.deleted': {
    facts,
    after: 20 * DAY,
    build: (story) => ({ object: subscription(story, 'canceled'), by: 'shop' }),
  },
  'invoice.upcoming': {
    facts,
    after: 23 * DAY,
    build: (story) => ({ object: invoice(story, { status: 'upcoming' }), by: 'stripe' }),
  },
  'invoice.created': {
    facts,
    after: 0,
    build: (story) => ({
      object: invoice(story, { status: billOf(story).reason === 'subscription_create' ? 'open' : 'draft' }),
      by: billedBy(story),
    }),
  },
  'invoice.finalized': {
    facts,
    after: 0,
    // Where nothing is due, it is paid as soon as it is final.
    build: (story) => ({
      object: invoice(story, { status: billOf(story).due > 0 ? 'open' : 'paid' }),
      by: billedBy(story),
    }),
  },
  'invoice.updated': {
    facts,
    after: 2,
    build: (story) => ({
      object: invoice(story, { status: 'paid', attempts: story.payment.attempt }),
      previous: story.creditedAt ? beforeCredit(story) : beforePayment(story),
      by: story.creditedAt ? 'shop' : paidBy(story),
    }),
  },
  'invoice.paid': {
    facts,
    after: 2,
    build: (story) => ({
      object: invoice(story, { status: 'paid', attempts: story.payment.attempt }),
      by: paidBy(story),
    }),
  },
  'invoice.payment_succeeded': {
    facts,
    after: 2,
    build: (story) => ({
      object: invoice(story, { status: 'paid', attempts: story.payment.attempt }),
      by: paidBy(story),
    }),
  },
  'invoice.payment_failed': {
    facts,
    after: 2,
    build: (story) => ({
      object: invoice(story, { status: 'open', attempts: story.payment.attempt }),
      by: paidBy(story),
    }),
  },
  'invoice.payment_action_required': {
    facts,
    after: 2,
    build: (story) => ({
      object: invoice(story, { status: 'open', attempts: story.payment.attempt }),
      by: paidBy(story),
    }),
  },
  'invoice.marked_uncollectible': {
    facts,
    after: 30 * DAY,
    build: (story) => ({ object: invoice(story, { status: 'uncollectible', attempts: 4 }), by: 'shop' }),
  },
  'invoice.voided': {
    facts,
    after: 2 * DAY,
    build: (story) => ({ object: invoice(story, { status: 'void', attempts: 1 }), by: 'shop' }),
  },
  'invoice_payment.paid': {
    facts,
    after: 2,
    build: (story) => ({ object: invoicePayment(story), by: paidBy(story) }),
  },
} satisfies EventFactories;

/** An open invoice, before its payment. */
const beforePayment = (story: Story) => ({
  amount_paid: 0,
  amount_remaining: billOf(story).due,
  attempted: false,
  status: 'open' as const,
});

/** An open invoice, before a credit note took all of it away. */
function beforeCredit(story: Story) {
  const { total } = billOf(story);
  return {
    amount_due: total,
    amount_remaining: total,
    attempted: false,
    auto_advance: true,
    pre_payment_credit_notes_amount: 0,
    status: 'open' as const,
  };
}

/** The first invoice comes with the buyer's checkout, the later ones by the calendar; others are the shop's doing. */
function billedBy(story: Story): 'buyer' | 'shop' | 'stripe' {
  if (story.ownInvoices > 0 || story.planChange) return 'shop';
  return paidBy(story);
}

/** The buyer pays the first time; renewals are taken from the saved card. */
function paidBy(story: Story): 'buyer' | 'stripe' {
  return story.payments === 1 ? 'buyer' : 'stripe';
}
