'use server';

import { cookies } from 'next/headers';
import { cartCookie } from './_lib/cookies';

/** Empties the cart, once it is bought: the next purchase is a new one. */
export async function emptyCart(): Promise<void> {
  (await cookies()).delete({ name: cartCookie, path: '/checkout' });
}
