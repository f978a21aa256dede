import Stripe from 'stripe';
import { KnownError } from '../../kit/known-error';

/** What the endpoint answered. `ms` is the time until its whole answer was there. */
export type SentDelivery = { status: number; body: string; ms: number };

/** Nothing answered at the address. `code` is the system's: ECONNREFUSED, ENOTFOUND, TIMEOUT, … */
export class EndpointUnreachableError extends KnownError {
  constructor(
    readonly url: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`${url} cannot be reached (${code})`, options);
  }
}

/** Stripe gives an endpoint this long; so does its CLI. */
const TIME_LIMIT_MS = 30_000;

/** The event's text as Stripe sends it: two spaces of indentation. The text is what is signed; do not print it again. */
export const printEvent = (event: Stripe.Event): string => JSON.stringify(event, null, 2);

/**
 * The `Stripe-Signature` header for a text. `timestamp` is in Unix seconds and now when left out.
 * https://docs.stripe.com/webhooks#verify-manually
 */
export function signPayload(payload: string, secret: string, timestamp = Math.floor(Date.now() / 1000)): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

/** Posts a signed text as Stripe does: its headers, no redirects, its time limit. Throws {@link EndpointUnreachableError}. */
export async function postEvent(request: { url: string; payload: string; header: string }): Promise<SentDelivery> {
  const started = performance.now();
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: {
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        Accept: '*/*; q=0.5, application/xml',
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': request.header,
      },
      body: request.payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    const body = await response.text();
    return { status: response.status, body, ms: performance.now() - started };
  } catch (error) {
    throw new EndpointUnreachableError(request.url, codeOf(error), { cause: error });
  }
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer in ${TIME_LIMIT_MS / 1000} s`;
  return cause?.code ?? cause?.message ?? String(error);
}
