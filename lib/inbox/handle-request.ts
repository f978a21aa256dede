import { onVercel } from '../kit/env';
import { answerDelivery, answerMethod, readingOf } from './answer-delivery';
import { type BodyRead, type Reading, readCounted } from './read-body';

/**
 * The answer to a request whose body must not be read whole before it is known how long it is: one of unknown length,
 * over the limit, or without a plausible signature and longer than what a rejection keeps. Null: `request.text()` is enough, since the server
 * holds the sender to its Content-Length.
 */
export async function answerUnread(request: Request): Promise<Response | null> {
  const signatureHeader = request.headers.get('stripe-signature');
  const length = request.headers.get('content-length');
  if (!request.body || (length !== null && Number(length) <= limitOf(signatureHeader))) return null;
  return answer(request, signatureHeader, (reading) => readCounted(request, reading));
}

/** What was read of a delivery: its text, or why there is none; the header that signs it; and when it began. */
type ReadDelivery = { body: BodyRead; signature: string | null; receivedAt: Date };

/** The answer to a delivery that was read. Never rejects. */
export const answerWebhook = (request: Request, { body, signature, receivedAt }: ReadDelivery): Promise<Response> =>
  answer(request, signature, async () => body, receivedAt);

/** Below zero where the configuration cannot be read: the answer says so. */
function limitOf(signatureHeader: string | null): number {
  try {
    return readingOf(signatureHeader).limit;
  } catch {
    return -1;
  }
}

async function answer(
  request: Request,
  signatureHeader: string | null,
  read: (reading: Reading) => Promise<BodyRead>,
  receivedAt = new Date(),
): Promise<Response> {
  const { status, headers, body } = await answerDelivery({
    signatureHeader,
    url: request.url,
    userAgent: request.headers.get('user-agent'),
    contentLength: request.headers.get('content-length'),
    // A route gets no socket, and anybody can write a header; on Vercel the platform writes this one.
    remoteAddress: onVercel() ? request.headers.get('x-real-ip') : null,
    read,
    receivedAt,
  });
  return new Response(body, { status, headers });
}

/** The answer to any method but POST. */
export function refuseMethod(request: Request): Response {
  const { status, headers, body } = answerMethod(request.method);
  return new Response(request.method === 'HEAD' ? null : body, { status, headers });
}
