import type Stripe from 'stripe';
import { addMonths } from '../add-months';
import { type Bill, billOf } from '../bills';
import type { Story } from '../story';
import { inStripeOrder } from './in-stripe-order';
import { invoiceLines } from './invoice-lines';
import { subscriptionMetadata } from './subscription';

const DAY = 24 * 60 * 60;

/** How the invoice stands. `upcoming` is the announcement of one that does not exist yet. */
export type InvoiceState = {
  status: 'upcoming' | 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  /** How often Stripe has tried to take the money. */
  attempts?: number;
};

/** What the demo shop makes no use of. */
const UNUSED = {
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  default_payment_method: null,
  default_source: null,
  description: null,
  footer: null,
  from_invoice: null,
  last_finalization_error: null,
  latest_revision: null,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  test_clock: null,
};

/** The invoice that the story speaks of now: https://docs.stripe.com/api/invoices/object */
export function invoice(story: Story, { status, attempts = 0 }: InvoiceState): Stripe.Invoice {
  const { payment } = story;
  const paid = status === 'paid';
  const final = !['draft', 'upcoming'].includes(status);
  const own = story.ownInvoices > 0;
  const bill = billOf(story);
  const { total, credited, due, createdAt, finalizedAt } = bill;
  // Where nothing is due, nothing is tried.
  const tried = due > 0 ? attempts : 0;
  return inStripeOrder<Stripe.Invoice>({
    ...UNUSED,
    id: status === 'upcoming' ? `upcoming_${bill.id}` : bill.id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Hookwell demo shop',
    amount_due: due,
    amount_paid: paid ? due : 0,
    amount_remaining: paid ? 0 : due,
    attempt_count: tried,
    attempted: tried > 0 || (paid && due === 0),
    auto_advance: ['draft', 'open'].includes(status),
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: status === 'draft' ? finalizedAt : null,
    billing_reason: status === 'upcoming' ? 'upcoming' : bill.reason,
    collection_method: own ? 'send_invoice' : 'charge_automatically',
    created: createdAt,
    currency: payment.currency,
    ...billedTo(story),
    default_tax_rates: [],
    discounts: [],
    due_date: own && final ? finalizedAt + 30 * DAY : null,
    effective_at: final ? finalizedAt : null,
    ending_balance: final ? Math.min(0, total) : null,
    ...(final ? links(story, bill.id) : { hosted_invoice_url: null, invoice_pdf: null }),
    issuer: { type: 'self' },
    lines: { object: 'list', data: invoiceLines(story, bill), has_more: false, url: `/v1/invoices/${bill.id}/lines` },
    livemode: story.livemode,
    metadata: own ? { order_id: `${story.orderNumber}-${bill.place}` } : {},
    next_payment_attempt: status === 'open' && tried > 0 && !own ? story.now + 3 * DAY : null,
    number: final ? `${story.invoicePrefix}-${String(bill.place).padStart(4, '0')}` : null,
    parent: own ? null : subscriptionParent(story),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    ...periodOf(story, bill),
    pre_payment_credit_notes_amount: credited,
    status: status === 'upcoming' ? 'draft' : status,
    status_transitions: transitionsOf(story, status, bill),
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: final ? createdAt : null,
  });
}

const billedTo = ({ buyer }: Story) => ({
  customer: buyer.id,
  customer_address: buyer.address,
  customer_email: buyer.email,
  customer_name: buyer.name,
  customer_phone: buyer.phone,
  customer_tax_exempt: 'none' as const,
  customer_tax_ids: [],
});

const transitionsOf = ({ now }: Story, status: InvoiceState['status'], { finalizedAt, settledAt }: Bill) => ({
  finalized_at: ['draft', 'upcoming'].includes(status) ? null : finalizedAt,
  marked_uncollectible_at: status === 'uncollectible' ? now : null,
  paid_at: status === 'paid' ? settledAt : null,
  voided_at: status === 'void' ? now : null,
});

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
