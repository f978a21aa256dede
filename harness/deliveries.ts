import { randomBytes } from 'node:crypto';
import Stripe from 'stripe';
import { printEvent } from '@/lib/dev/simulator/deliver';

/** Made up for this run: no secret stands in a fixture. */
export const testSecret = `whsec_${randomBytes(24).toString('hex')}`;

export const newSecret = (): string => `whsec_${randomBytes(24).toString('hex')}`;

/** The header that Stripe would send with this body. `at` is in seconds. */
export const sign = (body: string, secret = testSecret, at = Math.floor(Date.now() / 1000)): string =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: at });

/** A delivery as Stripe makes it, for a route or a URL. */
export function delivery(
  body: string,
  options: { secret?: string; at?: number; header?: string | null; url?: string } = {},
): Request {
  const header = options.header === undefined ? sign(body, options.secret, options.at) : options.header;
  return new Request(options.url ?? 'http://127.0.0.1/api/webhook', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      ...(header === null ? {} : { 'stripe-signature': header }),
    },
  });
}

/** Posts an event, printed and signed as Stripe does, and reads the answer. */
export async function deliver(url: string, event: object, options: { secret?: string } = {}) {
  const response = await fetch(delivery(printEvent(event as never), { ...options, url: `${url}/api/webhook` }));
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
