import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { connections } from '@/lib/db/client';
import { answerUnread, answerWebhook } from '@/lib/inbox/handle-request';
import { checkHealth } from '@/lib/ops/health';

/**
 * The door and the health check behind a plain server in this process: the app as it is while developing, where the
 * secrets of this machine count, without waiting for Next. Call it within `useInbox`.
 */
export async function startDoor(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer =
    request.url === '/api/health'
      ? Response.json(await checkHealth(connections().pool))
      : await answerAtDoor(await asWebRequest(request));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(await answer.text());
}

async function asWebRequest(request: IncomingMessage): Promise<Request> {
  return new Request(`http://${request.headers.host}${request.url}`, {
    method: request.method,
    headers: request.headers as Record<string, string>,
    body: new Uint8Array(await buffer(request)),
  });
}

/** What the webhook's route answers, without Next, which only a bundler or Vitest can import. */
export async function answerAtDoor(request: Request): Promise<Response> {
  const unread = await answerUnread(request);
  if (unread) return unread;
  const signature = request.headers.get('stripe-signature');
  return answerWebhook(request, { body: await request.text(), signature, receivedAt: new Date() });
}
