import { createHash } from 'node:crypto';
import type { WebhookSecret } from '../env';
import { extractObjectIds } from '../events/extract-object-ids';
import type { EventToRecord, RecordedEvent } from '../events/record-events';
import { cleanOptional, cleanText } from '../text';
import { type Outcome, reject } from './outcome';
import { parseEvent } from './parse-event';
import { verifySignature } from './verify-signature';

export type Delivery = { body: string; signatureHeader: string | null; receivedAt: Date };

export type ReceiveOptions = {
  secrets: WebhookSecret[];
  toleranceSeconds: number;
  /** Stores the event and its job durably. What it throws becomes 503: Stripe will bring the event again. */
  record: (event: EventToRecord) => Promise<RecordedEvent>;
  onStorageError: (error: unknown) => void;
};

const idOf = (value: unknown): string | null =>
  cleanOptional(typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value);

/** One delivery from its bytes to a committed row: verify, look at the shape, store. Knows no HTTP server and no database. */
export async function receiveDelivery(delivery: Delivery, options: ReceiveOptions): Promise<Outcome> {
  const { body, signatureHeader, receivedAt } = delivery;
  if (!options.secrets.some((secret) => !secret.retired))
    return reject(
      'not_configured',
      'No webhook signing secret is configured. Set STRIPE_WEBHOOK_SECRET=whsec_… (the endpoint’s page in Stripe’s dashboard shows it, `stripe listen --print-secret` prints the CLI’s) and restart.',
    );

  const verified = verifySignature(body, signatureHeader, { ...options, receivedAt });
  if (verified.kind === 'rejected') return verified;
  const parsed = parseEvent(body);
  if (parsed.kind === 'rejected') return parsed;

  const { event } = parsed;
  const object = event.data.object;
  try {
    const recorded = await options.record({
      id: event.id,
      type: cleanText(event.type),
      apiVersion: cleanOptional(event.api_version),
      account: cleanOptional(event.account),
      livemode: event.livemode,
      createdAt: new Date(event.created * 1000),
      source: verified.secretLabel === 'simulator' ? 'simulator' : 'webhook',
      body,
      bodySha256: createHash('sha256').update(body).digest('hex'),
      bodyBytes: Buffer.byteLength(body),
      signatureHeader: cleanOptional(signatureHeader)?.slice(0, 1000) ?? null,
      secretLabel: verified.secretLabel,
      verifiedAt: receivedAt,
      requestId: idOf(event.request),
      objectId: idOf(object.id),
      customerId: object.object === 'customer' ? idOf(object.id) : idOf(object.customer),
      objectIds: extractObjectIds(event.data),
    });
    return { kind: 'accepted', id: event.id, type: event.type, duplicate: !recorded.inserted };
  } catch (error) {
    options.onStorageError(error);
    return reject('storage_unavailable', 'The event could not be stored just now. Stripe will deliver it again.');
  }
}
