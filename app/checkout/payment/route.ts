import { type NextRequest, NextResponse } from 'next/server';
import { readCart, readCartCookie, writeCartCookie } from '@/lib/checkout/cart';
import { createPayment } from '@/lib/checkout/create-payment';
import { answer, refuse, refuseTooMany } from '../_lib/answer';
import { cartCookie, cartCookieOptions } from '../_lib/cookies';

/** Makes the PaymentIntent of a cart, or finds it, and hands out its client secret. */
export const POST = (request: NextRequest): Promise<NextResponse> =>
  answer(request, async (stripe, asked) => {
    const cart = readCart(asked, readCartCookie(request.cookies.get(cartCookie)?.value));
    if (!cart) return refuse('invalid_request');
    const tooMany = await refuseTooMany(request);
    if (tooMany) return tooMany;
    const response = NextResponse.json(await createPayment(stripe, cart));
    response.cookies.set(cartCookie, writeCartCookie(cart), cartCookieOptions());
    return response;
  });
