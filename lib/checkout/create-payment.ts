import type Stripe from 'stripe';
import { type Cart, cartMetadata, purchaseKey } from './cart';
import { cartTotal } from './cart-total';
import { isReplayed } from './is-replayed';
import { CURRENCY } from './products';

/** `open`: to be confirmed in the browser. `done`: this cart was paid before, or its payment is under way. */
export type CreatedPayment = { state: 'open' | 'done'; id: string; clientSecret: string };

const DONE = new Set<Stripe.PaymentIntent.Status>(['succeeded', 'processing', 'requires_capture']);

/**
 * The PaymentIntent of a cart: made at the first call, the same one at each further call, whether the page was loaded
 * again or an answer got lost. The amount comes from our prices. Throws what the SDK throws.
 * @see https://docs.stripe.com/payments/accept-a-payment-deferred
 */
export async function createPayment(stripe: Stripe, cart: Cart): Promise<CreatedPayment> {
  const made = await stripe.paymentIntents.create(
    {
      amount: Number(cartTotal(cart.items)),
      currency: CURRENCY,
      automatic_payment_methods: { enabled: true },
      metadata: cartMetadata(cart),
    },
    { idempotencyKey: purchaseKey('payment', cart) },
  );
  // A replayed answer tells how the payment was when it was made.
  const intent = isReplayed(made) ? await stripe.paymentIntents.retrieve(made.id) : made;
  if (!intent.client_secret) throw new Error(`Stripe gave no client secret for ${intent.id}`);
  return { state: DONE.has(intent.status) ? 'done' : 'open', id: intent.id, clientSecret: intent.client_secret };
}
