'use client';

import { useState } from 'react';
import type { Cart } from '@/lib/checkout/cart';
import { cartTotal } from '@/lib/checkout/cart-total';
import { CURRENCY, PRODUCTS } from '@/lib/checkout/products';
import { formatMoney } from '@/lib/kit/money/format-money';
import { HostedButton } from './hosted-button';
import { MissingKeys } from './missing-keys';
import { OrderLines } from './order-lines';
import { PaymentForm } from './payment-form';
import { ProductList, type Quantities } from './product-list';
import { StripeFields } from './stripe-fields';
import { TestCardHint } from './test-card-hint';

/** Without keys there is `missing` in place of the publishable key. */
type ShopProps = { cart: Cart; keys: { publishableKey: string } | { missing: string[] } };

/** The products on one side, what they cost and how to pay on the other. */
export function Shop({ cart: initial, keys }: ShopProps) {
  // A refresh renders another one; this visit stays with its own.
  const [id] = useState(initial.id);
  const [quantities, setQuantities] = useState<Quantities>(() => ({
    ...(Object.fromEntries(PRODUCTS.map(({ id }) => [id, 0])) as Quantities),
    ...Object.fromEntries(initial.items.map(({ product, quantity }) => [product, quantity])),
  }));
  const items = PRODUCTS.map((product) => ({ product: product.id, quantity: quantities[product.id] })).filter(
    ({ quantity }) => quantity > 0,
  );
  const cart = { id, items };
  const total = cartTotal(items);
  return (
    <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,400px)] md:gap-8">
      <ProductList quantities={quantities} onChange={setQuantities} />
      <div className="space-y-4 md:sticky md:top-6 md:self-start">
        {'missing' in keys ? (
          <MissingKeys missing={keys.missing} />
        ) : (
          <section aria-label="Your order" className="space-y-5 rounded-lg border border-line bg-raised p-5">
            {total === 0n ? (
              <p className="py-6 text-center text-muted">Your cart is empty.</p>
            ) : (
              <OrderLines items={items} />
            )}
            {total > 0n && (
              <>
                <StripeFields publishableKey={keys.publishableKey} currency={CURRENCY} amount={total}>
                  <PaymentForm cart={cart} total={formatMoney(total, CURRENCY)} />
                </StripeFields>
                <p className="flex items-center gap-3 text-[13px] text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                  or
                </p>
                <HostedButton cart={cart} />
                <TestCardHint publishableKey={keys.publishableKey} />
              </>
            )}
          </section>
        )}
      </div>
    </div>
  );
}
