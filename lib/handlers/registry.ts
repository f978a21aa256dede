import { chargeCaptured } from './charge.captured';
import { chargeFailed } from './charge.failed';
import { chargeSucceeded } from './charge.succeeded';
import { chargeUpdated } from './charge.updated';
import { checkoutSessionAsyncPaymentFailed } from './checkout.session.async_payment_failed';
import { checkoutSessionAsyncPaymentSucceeded } from './checkout.session.async_payment_succeeded';
import { checkoutSessionCompleted } from './checkout.session.completed';
import { checkoutSessionExpired } from './checkout.session.expired';
import type { Handler } from './define-handler';
import { paymentIntentAmountCapturableUpdated } from './payment_intent.amount_capturable_updated';
import { paymentIntentCanceled } from './payment_intent.canceled';
import { paymentIntentCreated } from './payment_intent.created';
import { paymentIntentPartiallyFunded } from './payment_intent.partially_funded';
import { paymentIntentPaymentFailed } from './payment_intent.payment_failed';
import { paymentIntentProcessing } from './payment_intent.processing';
import { paymentIntentRequiresAction } from './payment_intent.requires_action';
import { paymentIntentSucceeded } from './payment_intent.succeeded';
import { paymentMethodAttached } from './payment_method.attached';
import { paymentMethodDetached } from './payment_method.detached';

/** Every event type that Hookwell acts on, one line each. An event of another type is kept as `ignored`. */
const HANDLERS = [
  chargeCaptured,
  chargeFailed,
  chargeSucceeded,
  chargeUpdated,
  checkoutSessionAsyncPaymentFailed,
  checkoutSessionAsyncPaymentSucceeded,
  checkoutSessionCompleted,
  checkoutSessionExpired,
  paymentIntentAmountCapturableUpdated,
  paymentIntentCanceled,
  paymentIntentCreated,
  paymentIntentPartiallyFunded,
  paymentIntentPaymentFailed,
  paymentIntentProcessing,
  paymentIntentRequiresAction,
  paymentIntentSucceeded,
  paymentMethodAttached,
  paymentMethodDetached,
];

// A handler takes its own event type only, and is looked up by that very type.
const byType = new Map<string, Handler>(HANDLERS.map((handler) => [handler.type, handler as unknown as Handler]));

export const findHandler = (type: string): Handler | undefined => byType.get(type);
