import type Stripe from 'stripe';
import { addMonths } from './add-months';
import { inTens } from './markets';
import type { Story } from './story';
import type { PlanChange } from './story-facts';

const MONTH = 30 * 24 * 60 * 60;

/** One invoice of a story: what it is over, in minor units, and its moments. */
export type Bill = {
  id: string;
  /** Its place among the customer's invoices. */
  place: number;
  reason: Stripe.Invoice.BillingReason;
  /** Negative where a smaller plan leaves a credit. */
  total: number;
  /** What a credit note took off before anything was paid. */
  credited: number;
  /** What the customer has to pay: never negative. */
  due: number;
  createdAt: number;
  finalizedAt: number;
  settledAt: number;
};

/** The invoice that the story speaks of now. */
export function billOf(story: Story): Bill {
  if (story.planChange) return changeBill(story, story.planChange);
  return billsOfPayment(story)[story.ownInvoice - 1] as Bill;
}

/** The invoices that the present payment pays: one of a subscription, or those that the shop wrote itself. */
export function billsOfPayment(story: Story): Bill[] {
  const { payment, payments, ownInvoices, creditedAt } = story;
  const renews = payments > 1;
  const dates = {
    createdAt: payment.invoicedAt,
    finalizedAt: renews ? payment.created : payment.invoicedAt,
    settledAt: creditedAt ?? payment.chargedAt,
  };
  if (ownInvoices === 0) {
    const reason = renews ? 'subscription_cycle' : 'subscription_create';
    return [{ id: story.invoiceId, place: payments, reason, ...over(payment.amount), ...dates }];
  }
  return partsOf(payment.amount, ownInvoices).map((amount, at) => ({
    id: at === 0 ? story.invoiceId : story.stemmed('in', `own invoice ${at + 1}`),
    place: at + 1,
    reason: 'manual',
    ...over(amount, creditedAt === undefined ? 0 : amount),
    ...dates,
  }));
}

/** What the rest of the month gives back of the former plan, and costs of the new one. */
export function prorate(story: Story, { from, at }: PlanChange): { credit: number; cost: number } {
  const share = Math.min(1, Math.max(0, (addMonths(story.start, story.payments) - at) / MONTH));
  return { credit: Math.max(1, inTens(from.amount * share)), cost: inTens(story.plan.amount * share) };
}

function changeBill(story: Story, change: PlanChange): Bill {
  const { credit, cost } = prorate(story, change);
  return {
    id: story.stemmed('in', 'plan change'),
    place: story.payments + 1,
    reason: 'subscription_update',
    ...over(cost - credit),
    createdAt: change.at,
    finalizedAt: change.at,
    settledAt: change.at,
  };
}

const over = (total: number, credited = 0) => ({ total, credited, due: Math.max(0, total - credited) });

/** Unequal parts, so that a mix-up shows: two fifths and three fifths for two. */
function partsOf(amount: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, at) => count + at);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.slice(1).map((weight) => inTens((amount * weight) / sum));
  return [amount - parts.reduce((all, part) => all + part, 0), ...parts];
}
