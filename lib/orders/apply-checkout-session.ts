import type { EventContext } from '../db/event-context';
import { type ObjectRow, upsertObject } from '../db/upsert-object';
import { type CheckoutSessionFacts, checkoutSessionState } from '../stripe/checkout-session';
import { cleanRecord } from '../text';
import { mergeObject } from './merge-object';
import type { SettledOrder } from './settle-order';

type Outcome = { paymentFailed: boolean };

function rowOf(
  { event, fetchedAt }: EventContext,
  session: CheckoutSessionFacts,
  { paymentFailed }: Outcome,
): ObjectRow {
  const paid = session.payment_status !== 'unpaid' && session.status !== 'open';
  return {
    table: 'checkout_sessions',
    state: checkoutSessionState(session, paymentFailed),
    columns: {
      id: session.id,
      mode: session.mode,
      status: session.status,
      payment_status: session.payment_status,
      payment_failed: paymentFailed,
      amount_total: session.amount_total,
      currency: session.currency,
      customer_id: session.customer,
      customer_email: session.customer_details?.email ?? session.customer_email,
      locale: session.locale,
      payment_intent_id: session.payment_intent,
      subscription_id: session.subscription,
      invoice_id: session.invoice,
      metadata: cleanRecord(session.metadata),
      created_at: session.created,
      paid_at: paid ? (fetchedAt ?? event.createdAt) : null,
    },
    merged: { earliest: ['paid_at'] },
  };
}

/**
 * Merges a Checkout Session into the order of its PaymentIntent. Null for `mode=setup` (no purchase) and
 * `mode=subscription` (its invoices are the orders): the session is only kept.
 * Rule: https://docs.stripe.com/checkout/fulfillment
 */
export async function applyCheckoutSession(
  context: EventContext,
  session: CheckoutSessionFacts,
  outcome: Outcome = { paymentFailed: false },
): Promise<SettledOrder | null> {
  const row = rowOf(context, session, outcome);
  if (session.mode !== 'payment') {
    await upsertObject(context, row);
    return null;
  }
  const refs = [session.id, session.payment_intent, session.invoice].filter((ref) => ref !== null);
  return mergeObject(context, { refs, startedAt: session.created }, row);
}
