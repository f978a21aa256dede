import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import * as route from '@/app/api/webhook/route';
import * as thinRoute from '@/app/api/webhook/thin/route';
import * as shortRoute from '@/app/webhook/route';
import { isWebhookPath, serveWebhook } from '@/lib/inbox/node-door';

type Handlers = Record<string, (request: Request) => Response | Promise<Response>>;

const ROUTES: Record<string, Handlers> = {
  '/api/webhook': { ...route } as unknown as Handlers,
  '/api/webhook/thin': { ...thinRoute } as unknown as Handlers,
  '/webhook': { ...shortRoute } as unknown as Handlers,
};

async function sendToRoute(request: Request): Promise<Response> {
  const handler = ROUTES[new URL(request.url).pathname]?.[request.method];
  if (!handler) throw new Error(`No route takes ${request.method} ${request.url}`);
  return handler(request);
}

/** The two ways in, for `describe.each`: what one of them answers, the other one answers too. */
export const doors = [
  { name: 'Next’s route handler', useDoor: () => sendToRoute },
  { name: 'our own server', useDoor: useOwnServer },
];

function useOwnServer(): (request: Request) => Promise<Response> {
  const server = createServer((request, response) => {
    if (isWebhookPath(request.url)) void serveWebhook(request, response);
    else response.writeHead(404).end();
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return async (request) => {
    const { pathname } = new URL(request.url);
    const { port } = server.address() as AddressInfo;
    return fetch(new Request(`http://127.0.0.1:${port}${pathname}`, request));
  };
}
