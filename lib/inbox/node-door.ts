import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPaced, answerUnread } from '../kit/http/answer-unread';
import { answerDelivery, answerMethod } from './answer-delivery';
import { readNodeBody } from './read-node-body';
import type { WebhookResponse } from './respond';
import { LARGE_BYTES } from './running-signatures';

/** Where deliveries come in; each with a slash at its end too, because Stripe and its CLI follow no redirect. */
const PATHS = new Set(['/api/webhook', '/api/webhook/thin', '/webhook']);

/** Whether a request's address is one of the webhook's. */
export const isWebhookPath = (url: string | undefined): boolean =>
  PATHS.has((url ?? '').split('?', 1)[0]?.replace(/(.)\/$/, '$1') ?? '');

/** Answers a delivery straight from `node:http`, through the same core as the route handler. Never rejects. */
export async function serveWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer =
    request.method === 'POST'
      ? await answerDelivery({
          signatureHeader: headerOf(request, 'stripe-signature'),
          url: request.url ?? '',
          userAgent: headerOf(request, 'user-agent'),
          contentLength: headerOf(request, 'content-length'),
          remoteAddress: request.socket.remoteAddress ?? null,
          read: (reading) => readNodeBody(request, reading),
        })
      : answerMethod(request.method ?? 'This method');
  if (answer.status === 200) send(response, answer);
  // What cannot be stored just now is a good event's answer too: only what is refused for good waits.
  else if (answer.status >= 500) answerUnread(request, response, answer);
  else answerPaced(request, response, answer, costOf(request));
}

/** What a refused delivery has cost the event loop, in milliseconds. A large body was paid for while it came. */
const costOf = ({ headers }: IncomingMessage): number =>
  0.15 + (Math.min(Number(headers['content-length'] ?? 0) || 0, LARGE_BYTES) / 1_048_576) * 5;

/** A header that stands there twice is joined, as the web's Headers do. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

function send(response: ServerResponse, { status, headers, body }: WebhookResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
