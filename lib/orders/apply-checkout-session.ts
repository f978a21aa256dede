import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { type CheckoutSessionFacts, checkoutSessionState } from '../stripe/checkout-session';
import { cleanRecord } from '../text';
import { resolveOrder } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

type Outcome = { paymentFailed: boolean };

function writeSession(
  context: EventContext,
  session: CheckoutSessionFacts,
  orderId: string | null,
  { paymentFailed }: Outcome,
): Promise<Upserted> {
  const paid = session.payment_status !== 'unpaid' && session.status !== 'open';
  return upsertObject(
    context,
    'checkout_sessions',
    checkoutSessionState(session, paymentFailed),
    {
      id: session.id,
      order_id: orderId,
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
      paid_at: paid ? (context.fetchedAt ?? context.event.createdAt) : null,
    },
    { earliest: ['paid_at'] },
  );
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
  if (session.mode !== 'payment') {
    await writeSession(context, session, null, outcome);
    return null;
  }
  const refs = [session.id, session.payment_intent, session.invoice].filter((ref) => ref !== null);
  const resolved = await resolveOrder(context, refs, session.created);
  const written = await writeSession(context, session, resolved.id, outcome);
  return settleOrder(context, resolved, written);
}
