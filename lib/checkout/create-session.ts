import type Stripe from 'stripe';
import { type Cart, cartMetadata, purchaseKey } from './cart';
import { isReplayed } from './is-replayed';
import { CURRENCY, PRODUCTS } from './products';

/**
 * The Checkout Session of a cart, on Stripe's own page, and the address to go to: Stripe's, or our own once it is paid.
 * `origin` is where this shop is reached. Throws what the SDK throws.
 * @see https://docs.stripe.com/checkout/fulfillment#create-checkout-session
 */
export async function createSession(stripe: Stripe, cart: Cart, origin: string): Promise<string> {
  const success = (id: string) => `${origin}/checkout/success?session_id=${id}`;
  const metadata = cartMetadata(cart);
  const made = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: cart.items.map((item) => lineItem(item)),
      success_url: success('{CHECKOUT_SESSION_ID}'),
      cancel_url: `${origin}/checkout`,
      metadata,
      payment_intent_data: { metadata },
    },
    // The addresses are part of the request: under another origin it is another one.
    { idempotencyKey: `${purchaseKey('session', cart)}-${new URL(origin).host}` },
  );
  const session = isReplayed(made) ? await stripe.checkout.sessions.retrieve(made.id) : made;
  if (session.status !== 'complete' && !session.url) throw new Error(`Stripe gave no address for ${session.id}`);
  return session.status === 'complete' || !session.url ? success(session.id) : session.url;
}

function lineItem({ product: id, quantity }: Cart['items'][number]): Stripe.Checkout.SessionCreateParams.LineItem {
  const product = PRODUCTS.find((known) => known.id === id);
  if (!product) throw new Error(`There is no product ${id}`);
  return {
    quantity,
    price_data: {
      currency: CURRENCY,
      unit_amount: Number(product.price),
      product_data: { name: product.name, description: product.description },
    },
  };
}
