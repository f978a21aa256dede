import { balanceAvailable } from './balance.available';
import { chargeCaptured } from './charge.captured';
import { chargeDisputeClosed } from './charge.dispute.closed';
import { chargeDisputeCreated } from './charge.dispute.created';
import { chargeDisputeFundsReinstated } from './charge.dispute.funds_reinstated';
import { chargeDisputeFundsWithdrawn } from './charge.dispute.funds_withdrawn';
import { chargeDisputeUpdated } from './charge.dispute.updated';
import { chargeFailed } from './charge.failed';
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
import { customerSubscriptionCreated } from './customer.subscription.created';
import { customerSubscriptionDeleted } from './customer.subscription.deleted';
import { customerSubscriptionPaused } from './customer.subscription.paused';
import { customerSubscriptionResumed } from './customer.subscription.resumed';
import { customerSubscriptionTrialWillEnd } from './customer.subscription.trial_will_end';
import { customerSubscriptionUpdated } from './customer.subscription.updated';
import { customerUpdated } from './customer.updated';
import type { Handler } from './define-handler';
import { invoiceFinalized } from './invoice.finalized';
import { invoiceMarkedUncollectible } from './invoice.marked_uncollectible';
import { invoicePaid } from './invoice.paid';
import { invoicePaymentFailed } from './invoice.payment_failed';
import { invoicePaymentSucceeded } from './invoice.payment_succeeded';
import { invoiceVoided } from './invoice.voided';
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
import { paymentMethodDetached } from './payment_method.detached';
import { paymentMethodUpdated } from './payment_method.updated';
import { payoutCanceled } from './payout.canceled';
import { payoutCreated } from './payout.created';
import { payoutFailed } from './payout.failed';
import { payoutPaid } from './payout.paid';
import { payoutUpdated } from './payout.updated';
import { refundCreated } from './refund.created';
import { refundFailed } from './refund.failed';
import { refundUpdated } from './refund.updated';
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
  chargeFailed,
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
  customerSubscriptionCreated,
  customerSubscriptionDeleted,
  customerSubscriptionPaused,
  customerSubscriptionResumed,
  customerSubscriptionTrialWillEnd,
  customerSubscriptionUpdated,
  customerUpdated,
  invoiceFinalized,
  invoiceMarkedUncollectible,
  invoicePaid,
  invoicePaymentFailed,
  invoicePaymentSucceeded,
  invoiceVoided,
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
  paymentMethodDetached,
  paymentMethodUpdated,
  payoutCanceled,
  payoutCreated,
  payoutFailed,
  payoutPaid,
  payoutUpdated,
  refundCreated,
  refundFailed,
  refundUpdated,
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

/** The types of snapshot events that have a handler, in the order of the registry. */
export const handledTypes = (): string[] => [...byType.keys()];
