import { onVercel } from '../kit/env';
import { answerDelivery, answerMethod } from './answer-delivery';
import { readBody } from './read-body';

/** `POST /api/webhook`, for any server that speaks the web's Request and Response. */
export async function handleWebhookRequest(request: Request): Promise<Response> {
  const { status, headers, body } = await answerDelivery({
    signatureHeader: request.headers.get('stripe-signature'),
    url: request.url,
    userAgent: request.headers.get('user-agent'),
    contentLength: request.headers.get('content-length'),
    // A route gets no socket, and anybody can write a header; on Vercel the platform writes this one.
    remoteAddress: onVercel() ? request.headers.get('x-real-ip') : null,
    read: (reading) => readBody(request, reading),
  });
  return new Response(body, { status, headers });
}

/** The answer to any method but POST. */
export function refuseMethod(request: Request): Response {
  const { status, headers, body } = answerMethod(request.method);
  return new Response(request.method === 'HEAD' ? null : body, { status, headers });
}
