import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CartItem, cartTotal } from './cart-total';
import { MAX_QUANTITY, PRODUCTS } from './products';

/** What a customer wants to buy, and the id under which that is one purchase however often it is asked for. */
export type Cart = { id: string; items: CartItem[] };

const itemsSchema = z
  .array(
    z.object({
      product: z.enum(PRODUCTS.map(({ id }) => id)),
      quantity: z.number().int().min(1).max(MAX_QUANTITY),
    }),
  )
  .min(1)
  .max(PRODUCTS.length)
  .refine((items) => new Set(items.map(({ product }) => product)).size === items.length);

const askedSchema = z.object({ cart: z.uuid(), items: itemsSchema });

/**
 * Reads a cart from what a browser sent: products and how many, never an amount. `known` is the cart of the cookie, whose
 * id wins over the one that the page was rendered with. Null: this is no cart.
 */
export function readCart(asked: unknown, known: Cart | null = null): Cart | null {
  const result = askedSchema.safeParse(asked);
  if (!result.success) return null;
  const items = result.data.items.toSorted((a, b) => (a.product < b.product ? -1 : 1));
  return { id: known?.id ?? result.data.cart, items };
}

/** A cart as a cookie keeps it: `<id>.mug-1.print-2`. */
export const writeCartCookie = ({ id, items }: Cart): string =>
  [id, ...items.map(({ product, quantity }) => `${product}-${quantity}`)].join('.');

/** The cart of a cookie. Null: there is none, or what stands there is none. */
export function readCartCookie(value: string | undefined): Cart | null {
  const [cart, ...parts] = value?.split('.') ?? [];
  const items = parts.map((part) => {
    const [product, quantity] = part.split('-');
    return { product, quantity: Number(quantity) };
  });
  return readCart({ cart, items });
}

/** Names cart and contents: the same purchase has the same key, a changed cart another. https://docs.stripe.com/api/idempotent_requests */
export function purchaseKey(kind: 'payment' | 'session', { id, items }: Cart): string {
  const contents = JSON.stringify([items, cartTotal(items).toString()]);
  return `hookwell-${kind}-${id}-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}`;
}

/** What Stripe keeps with the purchase, and the order with it. */
export const cartMetadata = ({ id, items }: Cart): Record<string, string> => ({
  cart: id,
  items: items.map(({ product, quantity }) => `${quantity} × ${product}`).join(', '),
});
