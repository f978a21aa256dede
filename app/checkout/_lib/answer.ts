import { type NextRequest, NextResponse } from 'next/server';
import type Stripe from 'stripe';
import { CHECKOUT_ERRORS, type CheckoutErrorCode, checkoutErrorOf } from '@/lib/checkout/checkout-error-of';
import { checkoutSetup } from '@/lib/checkout/checkout-setup';
import { countCaller } from '@/lib/checkout/count-caller';
import { isCheckoutOn } from '@/lib/checkout/is-checkout-on';
import { log } from '@/lib/kit/log/log';

const MAX_BYTES = 4_096;

/** Answers with one of the codes of the table. */
function refuse(code: CheckoutErrorCode, headers: Record<string, string> = {}): NextResponse {
  const { status, message } = CHECKOUT_ERRORS[code];
  return NextResponse.json({ error: { code, message } }, { status, headers });
}

/**
 * What each of the checkout's routes has around it: the JSON that was sent, as `read` understands it (null: not at all),
 * the limit of this caller, Stripe's API, and failures as codes. Only what was understood counts for the limit.
 */
export async function answer<Asked>(
  request: NextRequest,
  read: (json: unknown) => Asked | null,
  run: (stripe: Stripe, asked: Asked) => Promise<NextResponse>,
): Promise<NextResponse> {
  if (!isCheckoutOn()) return refuse('switched_off');
  const setup = checkoutSetup();
  if (!setup.ready) return refuse('not_configured');
  try {
    const asked = read(await readJson(request));
    if (asked === null) return refuse('invalid_request');
    const wait = await countCaller(request.headers);
    if (wait !== null) return refuse('too_many_requests', { 'retry-after': String(wait) });
    return await run(setup.stripe, asked);
  } catch (error) {
    const code = checkoutErrorOf(error);
    log().error({ err: error, code }, `${request.nextUrl.pathname} failed: ${(error as Error).message}`);
    return refuse(code);
  }
}

/** Null for what is no JSON, or more than a cart needs: what reads it refuses that. */
async function readJson(request: NextRequest): Promise<unknown> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= MAX_BYTES)) return null;
  try {
    return JSON.parse(await request.text());
  } catch {
    return null;
  }
}
