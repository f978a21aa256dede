import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SilentStripe = Awaited<ReturnType<typeof startSilentStripe>>;

/**
 * A stand-in of Stripe's API that takes requests and does not answer, until `answer` is called: then it knows that each
 * payment pays no invoice, and that nothing else exists.
 */
export async function startSilentStripe() {
  const asked: string[] = [];
  const open = new Set<ServerResponse>();
  let silent = true;
  let most = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
    asked.push(`${pathname} ${searchParams.get('payment[payment_intent]') ?? ''}`.trim());
    open.add(response);
    most = Math.max(most, open.size);
    response.on('close', () => open.delete(response));
    if (silent) return;
    const isList = ['/v1/invoice_payments', '/v1/events'].includes(pathname);
    response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        isList
          ? { object: 'list', data: [], has_more: false, url: pathname }
          : { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' } },
      ),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The path of each request, and the payment that it asked about. */
    asked,
    /** The most that waited at a time. */
    most: () => most,
    /** What waits goes on waiting. */
    answer(): void {
      silent = false;
    },
    fallSilent(): void {
      silent = true;
      most = 0;
      asked.splice(0);
    },
    stop(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
