import type Stripe from 'stripe';
import { addMonths } from '../months';
import type { Story } from '../story';
import { invoiceLine } from './invoice-line';

const DAY = 24 * 60 * 60;

/** How the invoice stands. `upcoming` is the announcement of one that does not exist yet. */
export type InvoiceState = {
  status: 'upcoming' | 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  /** How often Stripe has tried to take the money. */
  attempts?: number;
};

/** The invoice of the story's present payment: https://docs.stripe.com/api/invoices/object */
export function invoice(story: Story, { status, attempts = 0 }: InvoiceState): Stripe.Invoice {
  const { buyer, payment } = story;
  const paid = status === 'paid';
  const final = !['draft', 'upcoming'].includes(status);
  const first = story.payments === 1;
  const finalizedAt = first ? payment.invoicedAt : payment.created;
  const { start } = story.period;
  return {
    id: status === 'upcoming' ? `upcoming_${story.invoiceId}` : story.invoiceId,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Hookwell demo shop',
    account_tax_ids: null,
    amount_due: payment.amount,
    amount_overpaid: 0,
    amount_paid: paid ? payment.amount : 0,
    amount_remaining: paid ? 0 : payment.amount,
    amount_shipping: 0,
    application: null,
    attempt_count: attempts,
    attempted: attempts > 0,
    auto_advance: ['draft', 'open'].includes(status),
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: status === 'draft' ? finalizedAt : null,
    billing_reason: status === 'upcoming' ? 'upcoming' : first ? 'subscription_create' : 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: payment.invoicedAt,
    currency: payment.currency,
    custom_fields: null,
    customer: buyer.id,
    customer_account: null,
    customer_address: buyer.address,
    customer_email: buyer.email,
    customer_name: buyer.name,
    customer_phone: buyer.phone,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: final ? finalizedAt : null,
    ending_balance: final ? 0 : null,
    footer: null,
    from_invoice: null,
    ...(final ? links(story) : { hosted_invoice_url: null, invoice_pdf: null }),
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: [invoiceLine(story)],
      has_more: false,
      url: `/v1/invoices/${story.invoiceId}/lines`,
    },
    livemode: story.livemode,
    metadata: {},
    next_payment_attempt: status === 'open' && attempts > 0 ? story.now + 3 * DAY : null,
    number: final ? `${story.invoicePrefix}-${String(story.payments).padStart(4, '0')}` : null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription: story.subscriptionId },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: start,
    period_start: first ? start : addMonths(story.start, story.payments - 2),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: status === 'upcoming' ? 'draft' : status,
    status_transitions: {
      finalized_at: final ? finalizedAt : null,
      marked_uncollectible_at: status === 'uncollectible' ? story.now : null,
      paid_at: paid ? payment.chargedAt : null,
      voided_at: status === 'void' ? story.now : null,
    },
    subtotal: payment.amount,
    subtotal_excluding_tax: payment.amount,
    test_clock: null,
    total: payment.amount,
    total_discount_amounts: [],
    total_excluding_tax: payment.amount,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: final ? payment.invoicedAt : null,
  };
}

function links(story: Story) {
  const token = story.random(`link ${story.invoiceId}`).text(88);
  const mode = story.livemode ? 'live' : 'test';
  const page = `https://invoice.stripe.com/i/acct_1HookwellDemoShop/${mode}_${token}`;
  return {
    hosted_invoice_url: `${page}?s=ap`,
    invoice_pdf: `${page.replace('invoice.stripe.com', 'pay.stripe.com')}/pdf?s=ap`,
  };
}
