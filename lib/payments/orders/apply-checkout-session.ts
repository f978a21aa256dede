import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow } from '../../db/upsert-statement';
import { cleanRecord } from '../../kit/text';
import {
  type CheckoutSessionFacts,
  checkoutSessionSchema,
  checkoutSessionState,
  isPaidSession,
} from '../../stripe/checkout-session';
import { presentedColumns } from '../../stripe/presentment';
import { mergeObject } from './merge-object';
import { lockPurchase } from './order-refs';
import type { SettledOrder } from './settle-order';

const rowOf = (
  { event, fetchedAt }: Pick<EventContext, 'event' | 'fetchedAt'>,
  session: CheckoutSessionFacts,
): ObjectRow => {
  const paymentFailed = event.type === 'checkout.session.async_payment_failed';
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
      ...presentedColumns(session.presentment_details),
      client_reference_id: session.client_reference_id,
      currency: session.currency,
      customer_id: session.customer,
      customer_email: session.customer_details?.email ?? session.customer_email,
      locale: session.locale,
      payment_intent_id: session.payment_intent,
      subscription_id: session.subscription,
      invoice_id: session.invoice,
      metadata: cleanRecord(session.metadata),
      created_at: session.created,
      paid_at: isPaidSession(session) ? (fetchedAt ?? event.createdAt) : null,
    },
    merged: { earliest: ['paid_at'] },
    retell: (told, object) => rowOf({ event: told }, checkoutSessionSchema.parse(object)),
  };
};

/**
 * Merges a Checkout Session into the order of its PaymentIntent. One that begins a subscription belongs to the order of the
 * first invoice, once that is there. Null: it is only kept, because nothing is bought with it (`mode=setup`) or its invoice
 * has not come. Rule: https://docs.stripe.com/checkout/fulfillment
 */
export async function applyCheckoutSession(
  context: EventContext,
  session: CheckoutSessionFacts,
): Promise<SettledOrder | null> {
  const row = rowOf(context, session);
  const refs = [session.id, session.payment_intent, session.invoice].filter((ref) => ref !== null);
  const purchase = { refs, startedAt: session.created, payment: session.payment_intent };
  if (session.mode !== 'subscription' && session.mode !== 'setup') return mergeObject(context, purchase, row);
  const known = session.mode === 'subscription' ? await findFirstInvoice(context, session) : null;
  if (known) return mergeObject(context, { ...purchase, refs: [session.id, known] }, row);
  await upsertObject(context, row);
  return null;
}

/**
 * What the session of a subscription belongs to, if it is there: its invoice, the first one of the subscription, or a
 * payment that refers to the session. Under the lock that those events take, so that one of the two sees the other.
 */
async function findFirstInvoice({ tx, event }: EventContext, session: CheckoutSessionFacts): Promise<string | null> {
  const names = [session.id, session.invoice, session.subscription].filter((name) => name !== null);
  await lockPurchase(tx, event, names);
  const [row] = await tx.$queryRaw<{ ref: string }[]>`
    select coalesce(
      (select r.ref from hookwell.order_refs r where r.ref = ${session.invoice} and r.livemode = ${event.livemode} and r.account is not distinct from ${event.account} limit 1),
      (
        select i.id from hookwell.invoices i where i.subscription_id = ${session.subscription} and i.billing_reason = 'subscription_create'
          and i.livemode = ${event.livemode} and i.account is not distinct from ${event.account} order by i.created_at, i.id limit 1
      ),
      (
        select r.ref from hookwell.order_refs r
        where r.ref = any(array(select left(${session.id}, cut) from generate_series(16, length(${session.id})) as cut))
          and r.livemode = ${event.livemode} and r.account is not distinct from ${event.account} limit 1
      )
    ) as ref`;
  return row?.ref ?? null;
}
