import { notFound } from 'next/navigation';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { isCheckoutOn } from '@/lib/checkout/is-checkout-on';

export const metadata = { title: { default: 'Checkout · Goods', template: '%s · Goods' } };

/** The shop's pages, where they are not switched off. */
export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  await connection();
  if (!isCheckoutOn()) notFound();
  return children;
}
