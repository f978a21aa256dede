import type { Outcome, RejectionCode } from './outcome';

/**
 * The response table. Never 4xx for a good event, or Stripe disables the endpoint; never 2xx before the commit.
 * Stripe tries again for three days on anything but 2xx: https://docs.stripe.com/webhooks#retries
 */
const RESPONSES: Record<RejectionCode, { status: number; headers?: Record<string, string> }> = {
  missing_signature: { status: 400 },
  invalid_signature: { status: 400 },
  outside_scope: { status: 400 },
  timestamp_out_of_tolerance: { status: 400 },
  invalid_payload: { status: 400 },
  // What is left of the body was not read: the connection cannot be used again, and says so.
  payload_too_large: { status: 413, headers: { connection: 'close' } },
  method_not_allowed: { status: 405, headers: { allow: 'POST' } },
  storage_unavailable: { status: 503, headers: { 'retry-after': '5' } },
  overloaded: { status: 503, headers: { 'retry-after': '5', connection: 'close' } },
  not_configured: { status: 500 },
};

export type WebhookResponse = { status: number; headers: Record<string, string>; body: string };

/** The HTTP answer to an outcome, as plain values: any server can send it. */
export function respond(outcome: Outcome): WebhookResponse {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  if (outcome.kind === 'accepted') {
    const { id, type, duplicate } = outcome;
    return { status: 200, headers, body: JSON.stringify({ received: true, id, type, duplicate }) };
  }
  const { status, headers: extra } = RESPONSES[outcome.code];
  return {
    status,
    headers: { ...headers, ...extra },
    body: JSON.stringify({ error: { code: outcome.code, cause: outcome.cause, message: outcome.message } }),
  };
}
