import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import Stripe from 'stripe';
import { makeBody } from '../load/payloads';

/** Sends one signed event. Resolves with whether it was accepted; false where nobody listens yet. */
async function deliver(url: string, secret: string): Promise<boolean> {
  const payload = makeBody('2.2 KB', `cold${randomBytes(8).toString('hex')}`);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
  try {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const response = await fetch(url, { method: 'POST', headers, body: payload });
    await response.text();
    return response.status === 200;
  } catch (error) {
    if (error instanceof TypeError) return false; // fetch says TypeError while nobody listens.
    throw error;
  }
}

/** Milliseconds until an event is accepted, from `since` on. It is sent again until it is, but not after `ended`. */
export async function untilAccepted(
  url: string,
  secret: string,
  since: number,
  ended: Promise<never>,
): Promise<number> {
  for (;;) {
    if (await Promise.race([deliver(url, secret), ended])) return performance.now() - since;
    await setTimeout(20);
  }
}
