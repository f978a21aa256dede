import type { EventContext } from '../db/event-context';
import { type CheckoutSessionFacts, checkoutSessionRank } from '../stripe/checkout-session';
import { cleanMetadata } from '../text';
import { type ResolvedOrder, resolveOrder } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

async function writeSession(
  { tx, event }: EventContext,
  session: CheckoutSessionFacts,
  order: ResolvedOrder | null,
): Promise<void> {
  const rank = checkoutSessionRank(session);
  const email = session.customer_details?.email ?? session.customer_email;
  await tx.$executeRaw`
    insert into checkout_sessions as s (
      account, id, livemode, order_id, mode, status, payment_status, amount_total, currency, customer_id, customer_email,
      payment_intent_id, subscription_id, invoice_id, metadata, created_at, paid_at, state_rank, event_id, event_created_at
    ) values (
      ${event.account}, ${session.id}, ${event.livemode}, ${order?.id ?? null}, ${session.mode}, ${session.status},
      ${session.payment_status}, ${session.amount_total}, ${session.currency}, ${session.customer}, ${email},
      ${session.payment_intent}, ${session.subscription}, ${session.invoice}, ${cleanMetadata(session.metadata)}::jsonb,
      ${session.created}, ${rank === 3 ? event.createdAt : null}, ${rank}, ${event.id}, ${event.createdAt}
    )
    on conflict (account, id) do update set
      status = excluded.status, payment_status = excluded.payment_status, amount_total = excluded.amount_total,
      currency = excluded.currency, customer_id = excluded.customer_id, customer_email = excluded.customer_email,
      payment_intent_id = excluded.payment_intent_id, subscription_id = excluded.subscription_id,
      invoice_id = excluded.invoice_id, metadata = excluded.metadata, paid_at = least(s.paid_at, excluded.paid_at),
      state_rank = excluded.state_rank, event_id = excluded.event_id, event_created_at = excluded.event_created_at
    where (s.state_rank, s.event_created_at, s.event_id) < (excluded.state_rank, excluded.event_created_at, excluded.event_id)`;
}

/**
 * Merges a Checkout Session into the order of its PaymentIntent. Null for `mode=setup` (no purchase) and
 * `mode=subscription` (its invoices are the orders): the session is only kept.
 * Rule: https://docs.stripe.com/checkout/fulfillment
 */
export async function applyCheckoutSession(
  context: EventContext,
  session: CheckoutSessionFacts,
): Promise<SettledOrder | null> {
  if (session.mode !== 'payment') {
    await writeSession(context, session, null);
    return null;
  }
  const refs = [session.id, session.payment_intent, session.invoice].filter((ref) => ref !== null);
  const resolved = await resolveOrder(context, refs, session.created);
  await writeSession(context, session, resolved);
  return settleOrder(context, resolved);
}
