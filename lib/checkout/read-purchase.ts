import type Stripe from 'stripe';
import { findOrderOf } from '../dashboard/orders/queries';
import type { Database } from '../db/client';
import { deploymentLivemode } from '../kit/env';
import { equalTexts } from '../kit/security/equal-texts';
import { isMissing } from '../stripe/is-missing';
import { applyFetched } from './apply-fetched';
import { type Purchase, type PurchaseState, stateOfIntent, stateOfOrder, stateOfSession } from './purchase';

/** What names a purchase in the success page's address: https://docs.stripe.com/js/payment_intents/confirm_payment */
export type PurchaseRef = { paymentIntent: string; clientSecret: string } | { session: string };

/**
 * How a purchase stands: our order's state, or Stripe's where its webhook has not come yet. What is paid is applied
 * here, so that fulfilment is asked for once, by whoever comes first. Null: there is no such purchase, or the client
 * secret is not its own, so that nobody reads another's order. Throws what the SDK throws, and what the database does.
 */
export async function readPurchase(prisma: Database, stripe: Stripe, ref: PurchaseRef): Promise<Purchase | null> {
  return 'session' in ref ? readSession(prisma, stripe, ref.session) : readIntent(prisma, stripe, ref);
}

async function readIntent(
  prisma: Database,
  stripe: Stripe,
  ref: { paymentIntent: string; clientSecret: string },
): Promise<Purchase | null> {
  const intent = await found(stripe.paymentIntents.retrieve(ref.paymentIntent));
  if (!intent?.client_secret || !equalTexts(intent.client_secret, ref.clientSecret)) return null;
  const state = stateOfIntent(intent);
  return {
    ...(await settle(prisma, intent, state)),
    amount: BigInt(intent.amount),
    currency: intent.currency,
    problem: intent.last_payment_error?.message ?? null,
  };
}

/** The id of a session is a secret of its customer's, as in Stripe's own success pages. */
async function readSession(prisma: Database, stripe: Stripe, id: string): Promise<Purchase | null> {
  const session = await found(stripe.checkout.sessions.retrieve(id));
  if (session?.mode !== 'payment') return null;
  return {
    ...(await settle(prisma, session, stateOfSession(session))),
    amount: BigInt(session.amount_total ?? 0),
    currency: session.currency ?? '',
    problem: null,
  };
}

async function settle(
  prisma: Database,
  object: Stripe.PaymentIntent | Stripe.Checkout.Session,
  atStripe: PurchaseState,
): Promise<{ state: PurchaseState; orderId: string | null }> {
  const known = await orderOf(prisma, object.id);
  if (known?.paidAt || atStripe !== 'preparing')
    return { state: stateOfOrder(known) ?? atStripe, orderId: known?.id ?? null };
  await applyFetched(prisma, object);
  const order = await orderOf(prisma, object.id);
  return { state: stateOfOrder(order) ?? atStripe, orderId: order?.id ?? null };
}

async function orderOf(prisma: Database, ref: string) {
  const order = await findOrderOf(prisma, { account: null, livemode: deploymentLivemode(), objectIds: [ref] });
  return order && prisma.order.findUnique({ where: { id: order.id } });
}

/** Null where Stripe has no such object. */
const found = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
