import type Stripe from 'stripe';
import { type Bill, billOf } from '../bills';
import { addMonths } from '../months';
import type { Story } from '../story';
import { invoiceLines } from './invoice-line';
import { subscriptionMetadata } from './subscription';

const DAY = 24 * 60 * 60;

/** How the invoice stands. `upcoming` is the announcement of one that does not exist yet. */
export type InvoiceState = {
  status: 'upcoming' | 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  /** How often Stripe has tried to take the money. */
  attempts?: number;
};

/** The invoice that the story speaks of now: https://docs.stripe.com/api/invoices/object */
export function invoice(story: Story, { status, attempts = 0 }: InvoiceState): Stripe.Invoice {
  const { buyer, payment } = story;
  const paid = status === 'paid';
  const final = !['draft', 'upcoming'].includes(status);
  const own = story.ownInvoices > 0;
  const bill = billOf(story);
  const { total, credited, due, createdAt, finalizedAt } = bill;
  // Where nothing is due, nothing is tried.
  const tried = due > 0 ? attempts : 0;
  return {
    id: status === 'upcoming' ? `upcoming_${bill.id}` : bill.id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Hookwell demo shop',
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: paid ? due : 0,
    amount_remaining: paid ? 0 : due,
    amount_shipping: 0,
    application: null,
    attempt_count: tried,
    attempted: tried > 0 || (paid && due === 0),
    auto_advance: ['draft', 'open'].includes(status),
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: status === 'draft' ? finalizedAt : null,
    billing_reason: status === 'upcoming' ? 'upcoming' : bill.reason,
    collection_method: own ? 'send_invoice' : 'charge_automatically',
    created: createdAt,
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
    due_date: own && final ? finalizedAt + 30 * DAY : null,
    effective_at: final ? finalizedAt : null,
    ending_balance: final ? Math.min(0, total) : null,
    footer: null,
    from_invoice: null,
    ...(final ? links(story, bill.id) : { hosted_invoice_url: null, invoice_pdf: null }),
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: invoiceLines(story, bill),
      has_more: false,
      url: `/v1/invoices/${bill.id}/lines`,
    },
    livemode: story.livemode,
    metadata: own ? { order_id: `${story.orderNumber}-${bill.place}` } : {},
    next_payment_attempt: status === 'open' && tried > 0 && !own ? story.now + 3 * DAY : null,
    number: final ? `${story.invoicePrefix}-${String(bill.place).padStart(4, '0')}` : null,
    on_behalf_of: null,
    parent: own ? null : subscriptionParent(story),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    ...periodOf(story, bill),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: credited,
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
      paid_at: paid ? bill.settledAt : null,
      voided_at: status === 'void' ? story.now : null,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: final ? createdAt : null,
  };
}

/** What is invoiced with usage: the month before, and for anything else the moment itself. */
function periodOf(story: Story, { reason, createdAt }: Bill) {
  const { start } = story.period;
  if (reason === 'manual' || reason === 'subscription_update')
    return { period_end: createdAt, period_start: createdAt };
  return { period_end: start, period_start: story.payments === 1 ? start : addMonths(story.start, story.payments - 2) };
}

const subscriptionParent = (story: Story): Stripe.Invoice.Parent => ({
  quote_details: null,
  subscription_details: { metadata: subscriptionMetadata(story), subscription: story.subscriptionId },
  type: 'subscription_details',
});

function links(story: Story, id: string) {
  const token = story.random(`link ${id}`).text(88);
  const mode = story.livemode ? 'live' : 'test';
  const page = `https://invoice.stripe.com/i/acct_1HookwellDemoShop/${mode}_${token}`;
  return {
    hosted_invoice_url: `${page}?s=ap`,
    invoice_pdf: `${page.replace('invoice.stripe.com', 'pay.stripe.com')}/pdf?s=ap`,
  };
}
