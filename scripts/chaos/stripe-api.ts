import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';

export type StripeApi = Awaited<ReturnType<typeof startStripeApi>>;

const list = (...data: object[]) => ({ object: 'list', data, has_more: false });

/** As much of Stripe's API as the handlers ask: which invoice a payment pays. Its list of events is empty for the sweep. */
export async function startStripeApi() {
  const links = new Map<string, Stripe.InvoicePayment>();
  let fails = false;
  let silent = false;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
    const payment = searchParams.get('payment[payment_intent]');
    const own = [...links.values()].filter((link) => String(link.payment.payment_intent) === payment);
    const say = (status: number, answer: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'stripe-should-retry': 'false' });
      response.end(JSON.stringify(answer));
    };
    if (silent) return;
    if (fails) say(500, { error: { type: 'api_error', message: 'The chaos run' } });
    else if (pathname === '/v1/invoice_payments') say(200, list(...own));
    else if (pathname === '/v1/events') say(200, list());
    else say(404, { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'The chaos run' } });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Lets Stripe know what these events tell. */
    learn(events: Stripe.Event[]): void {
      for (const { type, data } of events) {
        const object = data.object as Stripe.InvoicePayment;
        if (type === 'invoice_payment.paid') links.set(object.id, object);
      }
    },
    setFails(next: boolean): void {
      fails = next;
    },
    /** Requests are taken and not answered. Those that wait when it ends go on waiting, as they would. */
    setSilent(next: boolean): void {
      silent = next;
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
