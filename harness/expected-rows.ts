import { expect } from 'vitest';
import type { OrderStatus } from '@/lib/db/generated/client';

/** Prisma's name of a table that an event's own object is kept in. */
type ObjectModel =
  | 'paymentIntent'
  | 'checkoutSession'
  | 'charge'
  | 'refund'
  | 'dispute'
  | 'invoice'
  | 'subscription'
  | 'customer'
  | 'setupIntent'
  | 'paymentMethod'
  | 'payout'
  | 'review';

/** What one event leaves behind when nothing came before it: its object's row, and the order's status. */
export type Expectation = { model?: ObjectModel; row?: Record<string, unknown>; order?: OrderStatus };

const of = (model: ObjectModel) => (row: Record<string, unknown>, order?: OrderStatus) =>
  order ? { model, row, order } : { model, row };

const intent = of('paymentIntent');
const session = of('checkoutSession');
const charge = of('charge');
const refund = of('refund');
const dispute = of('dispute');
const invoice = of('invoice');
const subscription = of('subscription');
const customer = of('customer');
const setup = of('setupIntent');
const method = of('paymentMethod');
const payout = of('payout');
const review = of('review');

/** One row for each event type that has a handler. */
export const EXPECTED: Record<string, Expectation> = {
  'balance.available': {},
  'charge.captured': charge({ status: 'succeeded', captured: true }, 'pending'),
  'charge.dispute.closed': dispute({ status: 'lost' }, 'disputed'),
  'charge.dispute.created': dispute({ status: 'needs_response', fundsWithdrawnAt: null }, 'disputed'),
  'charge.dispute.funds_reinstated': dispute({ status: 'won', fundsReinstatedAt: expect.any(Date) }, 'pending'),
  'charge.dispute.funds_withdrawn': dispute(
    { status: 'needs_response', fundsWithdrawnAt: expect.any(Date) },
    'disputed',
  ),
  'charge.dispute.updated': dispute({ status: 'under_review', evidenceDueBy: expect.any(Date) }, 'disputed'),
  'charge.expired': charge({ status: 'succeeded', captured: false, expired: true }, 'canceled'),
  'charge.failed': charge({ status: 'failed', failureCode: 'card_declined' }, 'pending'),
  'charge.pending': charge({ status: 'pending' }, 'pending'),
  'charge.refund.updated': refund({ status: 'succeeded' }, 'refunded'),
  'charge.refunded': charge({ status: 'succeeded' }, 'refunded'),
  'charge.succeeded': charge({ status: 'succeeded' }, 'pending'),
  'charge.updated': charge({ status: 'succeeded' }, 'pending'),
  'checkout.session.async_payment_failed': session({ paymentStatus: 'unpaid', paymentFailed: true }, 'failed'),
  'checkout.session.async_payment_succeeded': session({ paymentStatus: 'paid' }, 'paid'),
  'checkout.session.completed': session({ paymentStatus: 'paid', paidAt: expect.any(Date) }, 'paid'),
  'checkout.session.expired': session({ status: 'expired', paymentStatus: 'unpaid' }, 'canceled'),
  'customer.created': customer({ deleted: false }),
  'customer.deleted': customer({ deleted: true }),
  'customer.subscription.collection_paused': subscription({ status: 'active' }),
  'customer.subscription.collection_resumed': subscription({ status: 'active' }),
  'customer.subscription.created': subscription({ status: 'incomplete' }),
  'customer.subscription.deleted': subscription({ status: 'canceled', endedAt: expect.any(Date) }),
  'customer.subscription.paused': subscription({ status: 'paused' }),
  'customer.subscription.pending_update_applied': subscription({ status: 'active' }),
  'customer.subscription.pending_update_expired': subscription({ status: 'active' }),
  'customer.subscription.resumed': subscription({ status: 'active' }),
  'customer.subscription.trial_will_end': subscription({ status: 'trialing', trialEnd: expect.any(Date) }),
  'customer.subscription.updated': subscription({ status: 'active' }),
  'customer.updated': customer({ deleted: false }),
  'invoice.created': invoice({ status: 'open' }, 'pending'),
  'invoice.deleted': invoice({ status: 'void' }, 'canceled'),
  'invoice.finalization_failed': invoice({ status: 'draft' }, 'pending'),
  'invoice.finalized': invoice({ status: 'open' }, 'pending'),
  'invoice.marked_uncollectible': invoice({ status: 'uncollectible' }, 'failed'),
  'invoice.overdue': invoice({ status: 'open' }, 'pending'),
  'invoice.overpaid': invoice({ status: 'paid', paidAt: expect.any(Date) }, 'paid'),
  'invoice.paid': invoice({ status: 'paid', paidAt: expect.any(Date) }, 'paid'),
  'invoice.payment_action_required': invoice({ status: 'open', paymentFailed: false }, 'pending'),
  'invoice.payment_attempt_required': invoice({ status: 'open' }, 'pending'),
  'invoice.payment_failed': invoice({ status: 'open', paymentFailed: true }, 'failed'),
  'invoice.payment_succeeded': invoice({ status: 'paid', paidAt: expect.any(Date) }, 'paid'),
  'invoice.sent': invoice({ status: 'open' }, 'pending'),
  'invoice.updated': invoice({ status: 'paid', paidAt: expect.any(Date) }, 'paid'),
  'invoice.voided': invoice({ status: 'void' }, 'canceled'),
  'invoice.will_be_due': invoice({ status: 'open' }, 'pending'),
  'invoice_payment.detached': { order: 'pending' },
  'invoice_payment.paid': { order: 'pending' },
  'payment_intent.amount_capturable_updated': intent({ status: 'requires_capture' }, 'pending'),
  'payment_intent.canceled': intent({ status: 'canceled' }, 'canceled'),
  'payment_intent.created': intent({ status: 'requires_payment_method' }, 'pending'),
  'payment_intent.partially_funded': intent({ status: 'requires_action' }, 'pending'),
  'payment_intent.payment_failed': intent({ failureCode: 'card_declined' }, 'failed'),
  'payment_intent.processing': intent({ status: 'processing' }, 'pending'),
  'payment_intent.requires_action': intent({ status: 'requires_action' }, 'pending'),
  'payment_intent.succeeded': intent({ status: 'succeeded', succeededAt: expect.any(Date) }, 'paid'),
  'payment_method.attached': method({ status: 'attached', attachedAt: expect.any(Date) }),
  'payment_method.automatically_updated': method({ status: 'attached', attachedAt: null }),
  'payment_method.card_automatically_updated': method({ status: 'attached', attachedAt: null }),
  'payment_method.detached': method({ status: 'detached', detachedAt: expect.any(Date) }),
  'payment_method.updated': method({ status: 'attached', attachedAt: null }),
  'payout.canceled': payout({ status: 'canceled' }),
  'payout.created': payout({ status: 'pending', arrivalDate: expect.any(Date) }),
  'payout.failed': payout({ status: 'failed', failureCode: 'account_closed' }),
  'payout.paid': payout({ status: 'paid' }),
  'payout.reconciliation_completed': payout({ status: 'paid' }),
  'payout.updated': payout({ status: 'in_transit' }),
  'refund.created': refund({ status: 'succeeded' }, 'refunded'),
  'refund.failed': refund({ status: 'failed', failureReason: 'lost_or_stolen_card' }, 'pending'),
  'refund.updated': refund({ status: 'succeeded' }, 'refunded'),
  'review.closed': review({ open: false }, 'pending'),
  'review.opened': review({ open: true, closedReason: null }, 'pending'),
  'setup_intent.canceled': setup({ status: 'canceled' }),
  'setup_intent.created': setup({ status: 'requires_payment_method', failureMessage: null }),
  'setup_intent.requires_action': setup({ status: 'requires_action' }),
  'setup_intent.setup_failed': setup({ status: 'requires_payment_method', failureCode: 'card_declined' }),
  'setup_intent.succeeded': setup({ status: 'succeeded', paymentMethodId: expect.stringMatching(/^pm_/) }),
};
