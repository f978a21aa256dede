import type { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { chargeSchema, chargeState } from './charge';
import { checkoutSessionSchema, checkoutSessionState } from './checkout-session';
import { customerSchema, customerState } from './customer';
import { disputeSchema, disputeState } from './dispute';
import { invoiceSchema, invoiceState } from './invoice';
import { invoicePaymentSchema, invoicePaymentState } from './invoice-payment';
import { paymentIntentSchema, paymentIntentState } from './payment-intent';
import { payoutSchema, payoutState } from './payout';
import { refundSchema, refundState } from './refund';
import { reviewSchema, reviewState } from './review';
import { setupIntentSchema, setupIntentState } from './setup-intent';
import { subscriptionSchema, subscriptionState } from './subscription';

type Read = (object: unknown, type: string) => ObjectState | null;

const state =
  <T>(schema: z.ZodType<T>, of: (facts: T, type: string) => ObjectState): Read =>
  (object, type) => {
    const { data } = schema.safeParse(object);
    return data === undefined ? null : of(data, type);
  };

/** By the `object` that each names itself. */
const STATES = new Map<unknown, Read>([
  ['charge', state(chargeSchema, chargeState)],
  [
    'checkout.session',
    state(checkoutSessionSchema, (session, type) =>
      checkoutSessionState(session, type === 'checkout.session.async_payment_failed'),
    ),
  ],
  ['customer', state(customerSchema, customerState)],
  ['dispute', state(disputeSchema, disputeState)],
  ['invoice', state(invoiceSchema, (invoice, type) => invoiceState(invoice, type === 'invoice.payment_failed'))],
  ['invoice_payment', state(invoicePaymentSchema, invoicePaymentState)],
  ['payment_intent', state(paymentIntentSchema, paymentIntentState)],
  // One that was detached stays so, whatever else its second tells.
  ['payment_method', (_, type) => ({ rank: Number(type === 'payment_method.detached'), order: 0 })],
  ['payout', state(payoutSchema, payoutState)],
  ['refund', state(refundSchema, refundState)],
  ['review', state(reviewSchema, reviewState)],
  ['setup_intent', state(setupIntentSchema, setupIntentState)],
  [
    'subscription',
    state(subscriptionSchema, (subscription, type) =>
      subscriptionState(subscription, type === 'customer.subscription.created'),
    ),
  ],
]);

/**
 * How far an event says that its object has come, as its handler writes it. Null: it cannot be read, or Hookwell keeps no
 * state of such an object.
 */
export const objectState = ({ type, object }: { type: string; object: Record<string, unknown> }): ObjectState | null =>
  STATES.get(object.object)?.(object, type) ?? null;
