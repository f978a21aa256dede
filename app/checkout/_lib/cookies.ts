import type { NextRequest } from 'next/server';
import { type Cart, readCart, readCartCookie } from '@/lib/checkout/cart';
import { appUrl } from '@/lib/kit/env';

/** The cart that is being bought, and the customer whose cards are kept (signed, see customer-token.ts). */
export const cartCookie = 'hookwell-cart';
export const customerCookie = 'hookwell-customer';

const DAY = 86_400;

/** Only the shop's pages get these cookies, and no script. */
const ours = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/checkout', secure: appUrl().startsWith('https:') }) as const;

/** As long as Stripe remembers an idempotency key. */
export const cartCookieOptions = () => ({ ...ours(), maxAge: DAY });

export const customerCookieOptions = () => ({ ...ours(), maxAge: 90 * DAY });

/** Reads the cart that a call asks to buy, beside the one that its browser keeps; null for what is no cart. */
export const cartOf =
  (request: NextRequest) =>
  (json: unknown): Cart | null =>
    readCart(json, readCartCookie(request.cookies.get(cartCookie)?.value));
