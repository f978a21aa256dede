import { type NextRequest, NextResponse } from 'next/server';
import { writeCartCookie } from '@/lib/checkout/cart';
import { createSession } from '@/lib/checkout/create-session';
import { appUrl, env } from '@/lib/kit/env';
import { answer } from '../_lib/answer';
import { cartCookie, cartCookieOptions, cartOf } from '../_lib/cookies';

/** Makes the Checkout Session of a cart, or finds it, and says where to go. */
export const POST = (request: NextRequest): Promise<NextResponse> =>
  answer(request, cartOf(request), async (stripe, cart) => {
    const response = NextResponse.json({ url: await createSession(stripe, cart, originOf(request)) });
    response.cookies.set(cartCookie, writeCartCookie(cart), cartCookieOptions());
    return response;
  });

/** Where Stripe sends the customer back to: the shop's own address, or the one that this customer's browser sees. */
function originOf(request: NextRequest): string {
  const origin = request.headers.get('origin');
  return !env().APP_URL && origin && URL.canParse(origin) ? new URL(origin).origin : new URL(appUrl()).origin;
}
