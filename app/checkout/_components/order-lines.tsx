import type { CartItem } from '@/lib/checkout/cart-total';
import { cartTotal } from '@/lib/checkout/cart-total';
import { CURRENCY, PRODUCTS } from '@/lib/checkout/products';
import { formatMoney } from '@/lib/kit/money/format-money';

/** What is in the cart, and what it costs together. */
export function OrderLines({ items }: { items: CartItem[] }) {
  return (
    <dl className="space-y-1.5">
      {items.map((item) => (
        <div key={item.product} className="flex justify-between gap-4 text-muted">
          <dt>
            {item.quantity} × {PRODUCTS.find(({ id }) => id === item.product)?.name}
          </dt>
          <dd>{formatMoney(cartTotal([item]), CURRENCY)}</dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-t border-line pt-2 text-base font-semibold">
        <dt>Total</dt>
        <dd>{formatMoney(cartTotal(items), CURRENCY)}</dd>
      </div>
    </dl>
  );
}
