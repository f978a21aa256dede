import Stripe from 'stripe';

/** What came back, or why nothing did. `code` is Node's: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED, … */
export type ProbeResult =
  | { kind: 'answered'; status: number; headers: Headers; body: string; sentAt: number; answeredAt: number }
  | { kind: 'unanswered'; code: string; message: string };

/** Enough of an answer to recognise it. */
const BODY_LIMIT = 20_000;

/** Stripe waits longer, but a door that needs this long is in trouble. */
const TIME_LIMIT_MS = 15_000;

/** Posts a body to the webhook as Stripe would, signed with this secret now. Follows no redirect, as Stripe follows none. */
export async function sendProbe(
  url: string,
  body: string,
  secret: string,
  timeLimitMs = TIME_LIMIT_MS,
): Promise<ProbeResult> {
  const sentAt = Date.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeLimitMs),
      headers: {
        accept: '*/*; q=0.5, application/xml',
        'cache-control': 'no-cache',
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret }),
        'user-agent': 'Hookwell-Doctor/1.0 (like Stripe/1.0; +https://stripe.com/docs/webhooks)',
      },
    });
    const answeredAt = Date.now();
    const text = (await response.text()).slice(0, BODY_LIMIT);
    return { kind: 'answered', status: response.status, headers: response.headers, body: text, sentAt, answeredAt };
  } catch (error) {
    return { kind: 'unanswered', ...reasonOf(error as Error) };
  }
}

function reasonOf(error: Error): { code: string; message: string } {
  if (error.name === 'TimeoutError') return { code: 'TIMEOUT', message: 'no answer in time' };
  const cause = deepest(error) as Error & { code?: string };
  return { code: cause.code ?? cause.name, message: cause.message || error.message };
}

/** `fetch failed` holds the reason inside; Node tries every address of a name, and wraps those errors once more. */
function deepest(error: Error): Error {
  const { cause, errors } = error as Error & { cause?: Error; errors?: Error[] };
  const next = cause ?? errors?.[0];
  return next instanceof Error ? deepest(next) : error;
}
