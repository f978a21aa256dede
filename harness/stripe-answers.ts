import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { resetEnv } from '@/lib/kit/env';

/**
 * A stand-in of Stripe's API that answers with the last state of each object that it was told of, and with the invoices
 * that a payment pays. Sets the key; `tell` adds events.
 */
export function useStripeAnswers(): { tell(events: Stripe.Event[]): void; asked: string[] } {
  const objects = new Map<string, Record<string, unknown>>();
  const links = new Map<string, Record<string, unknown>>();
  const asked: string[] = [];
  let api: Server;
  beforeAll(async () => {
    api = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
      asked.push(`${pathname}${searchParams.get('payment[payment_intent]') ?? ''}`);
      const say = (status: number, body: object) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      if (pathname === '/v1/invoice_payments') {
        const payment = searchParams.get('payment[payment_intent]');
        const data = [...links.values()].filter(
          (link) => (link.payment as { payment_intent?: string }).payment_intent === payment,
        );
        return say(200, { object: 'list', data, has_more: false, url: pathname });
      }
      // What a worker's sweep asks, at every fifth minute of the clock.
      if (pathname === '/v1/events') return say(200, { object: 'list', data: [], has_more: false, url: pathname });
      const object = objects.get(pathname.split('/').at(-1) ?? '');
      if (object) return say(200, object);
      say(404, { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' } });
    }).listen(0, '127.0.0.1');
    await once(api, 'listening');
    const { port } = api.address() as AddressInfo;
    Object.assign(process.env, {
      STRIPE_API_BASE_URL: `http://127.0.0.1:${port}`,
      STRIPE_SECRET_KEY: 'sk_test_answers',
    });
    resetEnv();
  });
  afterAll(() => {
    api.close();
    Object.assign(process.env, { STRIPE_API_BASE_URL: '', STRIPE_SECRET_KEY: '' });
    resetEnv();
  });
  return {
    asked,
    tell(events) {
      for (const { data } of events) {
        const object = data.object as unknown as Record<string, unknown>;
        if (typeof object.id === 'string') objects.set(object.id, object);
        if (object.object === 'invoice_payment' && typeof object.id === 'string') links.set(object.id, object);
      }
    },
  };
}
