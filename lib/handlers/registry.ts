import { balanceAvailable } from './balance.available';
import { chargeCaptured } from './charge.captured';
import { chargeDisputeClosed } from './charge.dispute.closed';
import { chargeDisputeCreated } from './charge.dispute.created';
import { chargeDisputeFundsReinstated } from './charge.dispute.funds_reinstated';
import { chargeDisputeFundsWithdrawn } from './charge.dispute.funds_withdrawn';
import { chargeDisputeUpdated } from './charge.dispute.updated';
import { chargeExpired } from './charge.expired';
import { chargeFailed } from './charge.failed';
import { chargePending } from './charge.pending';
import { chargeRefundUpdated } from './charge.refund.updated';
import { chargeRefunded } from './charge.refunded';
import { chargeSucceeded } from './charge.succeeded';
import { chargeUpdated } from './charge.updated';
import { checkoutSessionAsyncPaymentFailed } from './checkout.session.async_payment_failed';
import { checkoutSessionAsyncPaymentSucceeded } from './checkout.session.async_payment_succeeded';
import { checkoutSessionCompleted } from './checkout.session.completed';
import { checkoutSessionExpired } from './checkout.session.expired';
import { CUSTOM_HANDLERS } from './custom';
import { customerCreated } from './customer.created';
import { customerDeleted } from './customer.deleted';
import { customerSubscriptionCollectionPaused } from './customer.subscription.collection_paused';
import { customerSubscriptionCollectionResumed } from './customer.subscription.collection_resumed';
import { customerSubscriptionCreated } from './customer.subscription.created';
import { customerSubscriptionDeleted } from './customer.subscription.deleted';
import { customerSubscriptionPaused } from './customer.subscription.paused';
import { customerSubscriptionPendingUpdateApplied } from './customer.subscription.pending_update_applied';
import { customerSubscriptionPendingUpdateExpired } from './customer.subscription.pending_update_expired';
import { customerSubscriptionResumed } from './customer.subscription.resumed';
import { customerSubscriptionTrialWillEnd } from './customer.subscription.trial_will_end';
import { customerSubscriptionUpdated } from './customer.subscription.updated';
import { customerUpdated } from './customer.updated';
import type { Handler } from './define-handler';
import { UNLISTED_TYPES } from './define-unlisted-handler';
import { invoiceCreated } from './invoice.created';
import { invoiceDeleted } from './invoice.deleted';
import { invoiceFinalizationFailed } from './invoice.finalization_failed';
import { invoiceFinalized } from './invoice.finalized';
import { invoiceMarkedUncollectible } from './invoice.marked_uncollectible';
import { invoiceOverdue } from './invoice.overdue';
import { invoiceOverpaid } from './invoice.overpaid';
import { invoicePaid } from './invoice.paid';
import { invoicePaymentActionRequired } from './invoice.payment_action_required';
import { invoicePaymentAttemptRequired } from './invoice.payment_attempt_required';
import { invoicePaymentFailed } from './invoice.payment_failed';
import { invoicePaymentSucceeded } from './invoice.payment_succeeded';
import { invoiceSent } from './invoice.sent';
import { invoiceUpdated } from './invoice.updated';
import { invoiceVoided } from './invoice.voided';
import { invoiceWillBeDue } from './invoice.will_be_due';
import { invoicePaymentDetached } from './invoice_payment.detached';
import { invoicePaymentPaid } from './invoice_payment.paid';
import { paymentIntentAmountCapturableUpdated } from './payment_intent.amount_capturable_updated';
import { paymentIntentCanceled } from './payment_intent.canceled';
import { paymentIntentCreated } from './payment_intent.created';
import { paymentIntentPartiallyFunded } from './payment_intent.partially_funded';
import { paymentIntentPaymentFailed } from './payment_intent.payment_failed';
import { paymentIntentProcessing } from './payment_intent.processing';
import { paymentIntentRequiresAction } from './payment_intent.requires_action';
import { paymentIntentSucceeded } from './payment_intent.succeeded';
import { paymentMethodAttached } from './payment_method.attached';
import { paymentMethodAutomaticallyUpdated } from './payment_method.automatically_updated';
import { paymentMethodCardAutomaticallyUpdated } from './payment_method.card_automatically_updated';
import { paymentMethodDetached } from './payment_method.detached';
import { paymentMethodUpdated } from './payment_method.updated';
import { payoutCanceled } from './payout.canceled';
import { payoutCreated } from './payout.created';
import { payoutFailed } from './payout.failed';
import { payoutPaid } from './payout.paid';
import { payoutReconciliationCompleted } from './payout.reconciliation_completed';
import { payoutUpdated } from './payout.updated';
import { refundCreated } from './refund.created';
import { refundFailed } from './refund.failed';
import { refundUpdated } from './refund.updated';
import { reviewClosed } from './review.closed';
import { reviewOpened } from './review.opened';
import { runBoth } from './run-both';
import { setupIntentCanceled } from './setup_intent.canceled';
import { setupIntentCreated } from './setup_intent.created';
import { setupIntentRequiresAction } from './setup_intent.requires_action';
import { setupIntentSetupFailed } from './setup_intent.setup_failed';
import { setupIntentSucceeded } from './setup_intent.succeeded';
import { findThinHandler } from './thin/registry';

/** Every event type that Hookwell acts on, one line each. An event of another type is kept as `ignored`. */
const HANDLERS = [
  balanceAvailable,
  chargeCaptured,
  chargeDisputeClosed,
  chargeDisputeCreated,
  chargeDisputeFundsReinstated,
  chargeDisputeFundsWithdrawn,
  chargeDisputeUpdated,
  chargeExpired,
  chargeFailed,
  chargePending,
  chargeRefundUpdated,
  chargeRefunded,
  chargeSucceeded,
  chargeUpdated,
  checkoutSessionAsyncPaymentFailed,
  checkoutSessionAsyncPaymentSucceeded,
  checkoutSessionCompleted,
  checkoutSessionExpired,
  customerCreated,
  customerDeleted,
  customerSubscriptionCollectionPaused,
  customerSubscriptionCollectionResumed,
  customerSubscriptionCreated,
  customerSubscriptionDeleted,
  customerSubscriptionPaused,
  customerSubscriptionPendingUpdateApplied,
  customerSubscriptionPendingUpdateExpired,
  customerSubscriptionResumed,
  customerSubscriptionTrialWillEnd,
  customerSubscriptionUpdated,
  customerUpdated,
  invoiceCreated,
  invoiceDeleted,
  invoiceFinalizationFailed,
  invoiceFinalized,
  invoiceMarkedUncollectible,
  invoiceOverdue,
  invoiceOverpaid,
  invoicePaid,
  invoicePaymentActionRequired,
  invoicePaymentAttemptRequired,
  invoicePaymentFailed,
  invoicePaymentSucceeded,
  invoiceSent,
  invoiceUpdated,
  invoiceVoided,
  invoiceWillBeDue,
  invoicePaymentDetached,
  invoicePaymentPaid,
  paymentIntentAmountCapturableUpdated,
  paymentIntentCanceled,
  paymentIntentCreated,
  paymentIntentPartiallyFunded,
  paymentIntentPaymentFailed,
  paymentIntentProcessing,
  paymentIntentRequiresAction,
  paymentIntentSucceeded,
  paymentMethodAttached,
  paymentMethodAutomaticallyUpdated,
  paymentMethodCardAutomaticallyUpdated,
  paymentMethodDetached,
  paymentMethodUpdated,
  payoutCanceled,
  payoutCreated,
  payoutFailed,
  payoutPaid,
  payoutReconciliationCompleted,
  payoutUpdated,
  refundCreated,
  refundFailed,
  refundUpdated,
  reviewClosed,
  reviewOpened,
  setupIntentCanceled,
  setupIntentCreated,
  setupIntentRequiresAction,
  setupIntentSetupFailed,
  setupIntentSucceeded,
];

const byType = new Map<string, Handler>();

// A handler takes its own event type only, and is looked up by that very type. The shop's own run after Hookwell's.
for (const handler of [...HANDLERS, ...CUSTOM_HANDLERS] as unknown as Handler[]) {
  const first = byType.get(handler.type);
  byType.set(handler.type, first ? runBoth(first, handler) : handler);
}

const findSnapshotHandler = (type: string): Handler | undefined => byType.get(type);

/** The handler of an event of this type, be it a snapshot event or an event notification. */
export const findHandler = (type: string): Handler | undefined =>
  findSnapshotHandler(type) ?? findThinHandler(type, findSnapshotHandler);

/**
 * The types of snapshot events that have a handler and that Stripe can be asked for, in the order of the registry. Those
 * that its SDK does not name are handled as well where they arrive, and left out here: the API may refuse them.
 */
export const handledTypes = (): string[] => [...byType.keys()].filter((type) => !Object.hasOwn(UNLISTED_TYPES, type));
