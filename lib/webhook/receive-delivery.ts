import type { WebhookSecret } from '../env';
import type { EventToRecord, RecordedEvent } from '../events/record-events';
import { toRecord } from '../events/to-record';
import { cleanOptional } from '../text';
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

/** One delivery from its bytes to a committed row: verify, look at the shape, store. Knows no HTTP server and no database. */
export async function receiveDelivery(delivery: Delivery, options: ReceiveOptions): Promise<Outcome> {
  const { body, signatureHeader, receivedAt } = delivery;
  if (!options.secrets.some((secret) => !secret.retired))
    return reject(
      'not_configured',
      'No webhook signing secret is configured. Set STRIPE_WEBHOOK_SECRET=whsec_… (the endpoint’s page in Stripe’s dashboard shows it, `stripe listen --print-secret` prints the CLI’s) and restart.',
      'not_configured',
    );

  const verified = verifySignature(body, signatureHeader, { ...options, receivedAt });
  if (verified.kind === 'rejected') return verified;
  const parsed = parseEvent(body, verified.secretLabel);
  if (parsed.kind === 'rejected') return parsed;

  const { facts } = parsed;
  try {
    const recorded = await options.record(
      toRecord(facts, body, {
        source: verified.secretLabel === 'simulator' ? 'simulator' : 'webhook',
        signatureHeader: cleanOptional(signatureHeader)?.slice(0, 1000) ?? null,
        secretLabel: verified.secretLabel,
        verifiedAt: receivedAt,
      }),
    );
    return { kind: 'accepted', id: facts.id, type: facts.type, duplicate: !recorded.inserted };
  } catch (error) {
    options.onStorageError(error);
    return reject('storage_unavailable', 'The event could not be stored just now. Stripe will deliver it again.');
  }
}
