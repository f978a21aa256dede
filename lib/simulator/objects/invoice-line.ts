import type Stripe from 'stripe';
import type { Story } from '../story';
import { decimal, priceId } from './price';
import { subscriptionItemId } from './subscription';

/** The invoice's one line, a month of the subscription: https://docs.stripe.com/api/invoice-line-item/object */
export function invoiceLine(story: Story): Stripe.InvoiceLineItem {
  const { amount, currency } = story.payment;
  return {
    id: story.stemmed('il', `line ${story.payments}`),
    object: 'line_item',
    amount,
    currency,
    description: `1 × ${story.product.name} (per month)`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: story.invoiceId,
    livemode: story.livemode,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: story.subscriptionId,
        subscription_item: subscriptionItemId(story),
      },
      type: 'subscription_item_details',
    },
    period: { end: story.period.end, start: story.period.start },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: priceId(story), product: story.product.id },
      type: 'price_details',
      unit_amount_decimal: decimal(amount),
    },
    quantity: 1,
    quantity_decimal: decimal(1),
    subscription: story.subscriptionId,
    subtotal: amount,
    taxes: [],
  };
}
