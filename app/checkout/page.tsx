import { randomUUID } from 'node:crypto';
import { cookies } from 'next/headers';
import { readCartCookie } from '@/lib/checkout/cart';
import { checkoutSetup } from '@/lib/checkout/checkout-setup';
import { Shop } from './_components/shop';
import { cartCookie } from './_lib/cookies';

export const metadata = { title: 'Shop' };

export default async function CheckoutPage() {
  const kept = readCartCookie((await cookies()).get(cartCookie)?.value);
  const setup = checkoutSetup();
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Three good things</h1>
      <p className="mt-1 mb-6 text-muted">A small shop to try payments with.</p>
      <Shop
        cart={kept ?? { id: randomUUID(), items: [{ product: 'mug', quantity: 1 }] }}
        keys={setup.ready ? { publishableKey: setup.publishableKey } : { missing: setup.missing }}
      />
    </>
  );
}
