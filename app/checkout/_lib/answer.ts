import { type NextRequest, NextResponse } from 'next/server';
import type Stripe from 'stripe';
import { CHECKOUT_ERRORS, type CheckoutErrorCode, explainFailure } from '@/lib/checkout/explain-failure';
import { isCheckoutOn } from '@/lib/checkout/is-on';
import { countCaller } from '@/lib/checkout/limit-callers';
import { checkoutSetup } from '@/lib/checkout/setup';
import { log } from '@/lib/log/log';

const MAX_BYTES = 4_096;

/** Answers with one of the codes of the table. */
export function refuse(code: CheckoutErrorCode, headers: Record<string, string> = {}): NextResponse {
  const { status, message } = CHECKOUT_ERRORS[code];
  return NextResponse.json({ error: { code, message } }, { status, headers });
}

/** What says that this caller has made enough for now; null: they may go on. Ask it once the rest of the call is right. */
export async function refuseTooMany(request: NextRequest): Promise<NextResponse | null> {
  const wait = await countCaller(request.headers);
  return wait === null ? null : refuse('too_many_requests', { 'retry-after': String(wait) });
}

/** What each of the checkout's routes has around it: the JSON that was sent, Stripe's API, and failures as codes. */
export async function answer(
  request: NextRequest,
  run: (stripe: Stripe, asked: unknown) => Promise<NextResponse>,
): Promise<NextResponse> {
  if (!isCheckoutOn()) return refuse('switched_off');
  const setup = checkoutSetup();
  if (!setup.ready) return refuse('not_configured');
  try {
    return await run(setup.stripe, await readJson(request));
  } catch (error) {
    const code = explainFailure(error);
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
