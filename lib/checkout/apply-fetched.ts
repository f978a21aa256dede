import type Stripe from 'stripe';
import type { Database, Transaction } from '../db/client';
import type { EventContext } from '../db/event-context';
import { findInvoice } from '../payments/billing/find-invoice';
import { applyCheckoutSession } from '../payments/orders/apply-checkout-session';
import { applyPaymentIntent } from '../payments/orders/apply-payment-intent';
import { scrubPayload } from '../privacy/erasure/scrub-payload';
import { findErasure, lockAgainstErasure } from '../privacy/erasure/tombstones';
import { askForAPerson } from '../stripe/ask-stripe';
import { checkoutSessionSchema } from '../stripe/checkout-session';
import { extractObjectIds } from '../stripe/extract-object-ids';
import { paymentIntentSchema } from '../stripe/payment-intent';
import { readObject } from '../stripe/read-object';

/**
 * Applies what the success page fetched just as its webhook will, in one transaction under the same locks: the order
 * exists and its effects are asked for, under the same keys, whoever comes first. The webhook's event then takes over
 * the row, since it is newer than the object's beginning.
 * @see https://docs.stripe.com/checkout/fulfillment#redirect-hosted-checkout
 */
export async function applyFetched(
  prisma: Database,
  object: Stripe.PaymentIntent | Stripe.Checkout.Session,
): Promise<void> {
  // Nothing waits for a link here: the customer looks at the page, and whoever fetched this can ask Stripe.
  if (object.object === 'payment_intent')
    await findInvoice(
      prisma,
      object.id,
      { account: null, livemode: object.livemode, source: 'fetched' },
      askForAPerson,
    );
  await prisma.$transaction(async (tx) => {
    await lockAgainstErasure(tx);
    const spoken = { account: null, objectIds: extractObjectIds(object), payload: object, createdAt: new Date() };
    const erased = await findErasure(tx, spoken);
    const told = { type: `fetched ${object.object}`, data: { object: erased ? scrubPayload(object) : object } };
    const context = fetchedContext(tx, object);
    if (object.object === 'payment_intent') await applyPaymentIntent(context, readObject(paymentIntentSchema, told));
    else await applyCheckoutSession(context, readObject(checkoutSessionSchema, told));
  });
}

/** Stands where an event would: as old as the object, and with the least of all ids. */
const fetchedContext = (tx: Transaction, object: { created: number; livemode: boolean }): EventContext => ({
  tx,
  event: {
    id: '',
    type: 'fetched',
    account: null,
    livemode: object.livemode,
    createdAt: new Date(object.created * 1000),
  },
  fetchedAt: new Date(),
});
