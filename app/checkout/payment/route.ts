import { type NextRequest, NextResponse } from 'next/server';
import { writeCartCookie } from '@/lib/checkout/cart';
import { createPayment } from '@/lib/checkout/create-payment';
import { answer } from '../_lib/answer';
import { cartCookie, cartCookieOptions, cartOf } from '../_lib/cookies';

/** Makes the PaymentIntent of a cart, or finds it, and hands out its client secret. */
export const POST = (request: NextRequest): Promise<NextResponse> =>
  answer(request, cartOf(request), async (stripe, cart) => {
    const response = NextResponse.json(await createPayment(stripe, cart));
    response.cookies.set(cartCookie, writeCartCookie(cart), cartCookieOptions());
    return response;
  });
