import { PRODUCTS, type Product } from './products';

export type CartItem = { product: Product['id']; quantity: number };

/** What a cart costs, in the minor unit. The page shows it, and the server takes it: both from the same prices. */
export function cartTotal(items: readonly CartItem[]): bigint {
  return items.reduce((total, item) => {
    const product = PRODUCTS.find(({ id }) => id === item.product);
    if (!product) throw new Error(`There is no product ${item.product}`);
    return total + product.price * BigInt(item.quantity);
  }, 0n);
}
