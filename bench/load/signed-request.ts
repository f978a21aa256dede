import { createHmac } from 'node:crypto';

/** A delivery as the bytes that go over the wire, signed now as Stripe does. */
export function signedRequest(body: string, { path, secret }: { path: string; secret: string }): Buffer {
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json; charset=utf-8',
    'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    `Stripe-Signature: t=${at},v1=${signature}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ].join('\r\n');
  return Buffer.from(`${head}\r\n\r\n${body}`);
}
