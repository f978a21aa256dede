import type Stripe from 'stripe';
import { type Bill, prorate } from '../bills';
import type { Story } from '../story';
import type { Plan, PlanChange } from '../story-facts';
import { decimal } from './price';
import { subscriptionItemId, subscriptionMetadata } from './subscription';

/** What is different from line to line. */
type Item = {
  id: string;
  amount: number;
  description: string;
  plan: Plan;
  period: Stripe.InvoiceLineItem.Period;
  parent: Stripe.InvoiceLineItem.Parent;
};

/** The invoice's lines: a month of the subscription, what the shop wrote itself, or both sides of a change of plan. */
export function invoiceLines(story: Story, bill: Bill): Stripe.InvoiceLineItem[] {
  if (story.planChange) return changeLines(story, story.planChange).map((item) => lineOf(story, bill, item));
  return [lineOf(story, bill, story.ownInvoices > 0 ? ownLine(story, bill) : monthLine(story, bill))];
}

/** https://docs.stripe.com/api/invoice-line-item/object */
function lineOf(story: Story, bill: Bill, { id, amount, description, plan, period, parent }: Item) {
  const own = story.ownInvoices > 0;
  const proration = story.planChange !== undefined;
  return {
    id,
    object: 'line_item' as const,
    amount,
    currency: story.payment.currency,
    description,
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice: bill.id,
    livemode: story.livemode,
    metadata: own ? {} : subscriptionMetadata(story),
    parent,
    period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: plan.priceId, product: plan.product.id },
      type: 'price_details' as const,
      unit_amount_decimal: decimal(amount),
    },
    quantity: 1,
    quantity_decimal: decimal(1),
    subscription: own ? null : story.subscriptionId,
    subtotal: amount,
    taxes: [],
  };
}

const monthLineId = (story: Story): string => story.stemmed('il', `line ${story.payments}`);

function monthLine(story: Story, { total }: Bill): Item {
  return {
    id: monthLineId(story),
    amount: total,
    description: `1 × ${story.product.name} (per month)`,
    plan: story.plan,
    period: { end: story.period.end, start: story.period.start },
    parent: ofSubscription(story, null),
  };
}

function ownLine(story: Story, { total, place, createdAt }: Bill): Item {
  return {
    id: story.stemmed('il', `own line ${place}`),
    amount: total,
    description: story.product.name,
    plan: story.plan,
    period: { end: createdAt, start: createdAt },
    parent: {
      invoice_item_details: {
        invoice_item: story.stemmed('ii', `own item ${place}`),
        proration: false,
        proration_details: { credited_items: null },
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
  };
}

function changeLines(story: Story, change: PlanChange): Item[] {
  const { credit, cost } = prorate(story, change);
  const { from, at } = change;
  const day = new Date(at * 1000).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  const period = { end: story.period.end, start: at };
  const credited = { invoice: story.invoiceId, invoice_line_items: [monthLineId(story)] };
  return [
    {
      id: story.stemmed('il', 'unused time'),
      amount: -credit,
      description: `Unused time on ${from.product.name} after ${day}`,
      plan: from,
      period,
      parent: ofSubscription(story, credited),
    },
    {
      id: story.stemmed('il', 'remaining time'),
      amount: cost,
      description: `Remaining time on ${story.product.name} after ${day}`,
      plan: story.plan,
      period,
      parent: ofSubscription(story, null),
    },
  ];
}

type Credited = Stripe.InvoiceLineItem.Parent.SubscriptionItemDetails.ProrationDetails.CreditedItems;

function ofSubscription(story: Story, credited: Credited | null): Stripe.InvoiceLineItem.Parent {
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: story.planChange !== undefined,
      proration_details: { credited_items: credited },
      subscription: story.subscriptionId,
      subscription_item: subscriptionItemId(story),
    },
    type: 'subscription_item_details',
  };
}
