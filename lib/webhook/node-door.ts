import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerDelivery, answerMethod } from './answer-delivery';
import type { Rejected } from './outcome';
import { endedEarly, tooLarge } from './read-body';
import type { WebhookResponse } from './respond';

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
          read: (limit) => readNodeBody(request, limit),
        })
      : answerMethod(request.method ?? 'This method');
  send(response, answer, request.method === 'HEAD');
}

/** A header that stands there twice is joined, as the web's Headers do. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

function send(response: ServerResponse, { status, headers, body }: WebhookResponse, headOnly: boolean): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(headOnly ? undefined : body);
}

const utf8 = new TextDecoder();

/** The body as text like `Request.text()` reads it. Stops at the limit, so that an endless one costs no memory. */
function readNodeBody(request: IncomingMessage, limit: number): Promise<string | Rejected> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(tooLarge(limit));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      request.pause();
      resolve(tooLarge(limit));
    });
    request.on('end', () => resolve(utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))));
    const end = () => {
      if (!request.readableEnded) resolve(endedEarly(new Error('the connection was closed')));
    };
    request.on('error', end);
    request.on('close', end);
  });
}
