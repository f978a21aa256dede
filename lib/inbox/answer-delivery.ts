import { connections } from '../db/client';
import { env } from '../kit/env';
import { log } from '../kit/log/log';
import { count, observe } from '../kit/metrics/count';
import { knownSecrets } from './known-secrets';
import { logOutcome, warnOfClock } from './log-outcome';
import { type Outcome, reject } from './outcome';
import { isPlausibleHeader, STRANGER_BYTES } from './plausible-header';
import type { BodyRead, Reading } from './read-body';
import { receiveDelivery } from './receive-delivery';
import { clockHint } from './rejections/diagnose';
import { type DeliveryFacts, keepRejected } from './rejections/keep-rejected';
import { respond, type WebhookResponse } from './respond';
import { recordEvent } from './store/record-event';
import { noteRefused, noteStoring } from './store/storing';
import { matchesNoSecret } from './verify-signature';

/** A request as a door sees it before it reads the body. */
export type IncomingDelivery = DeliveryFacts & {
  read(reading: Reading): Promise<BodyRead>;
  /** When it began, where that was before now. */
  receivedAt?: Date;
};

function receive({ signatureHeader }: DeliveryFacts, body: string, receivedAt: Date): Promise<Outcome> {
  return receiveDelivery(
    { body, signatureHeader, receivedAt },
    {
      secrets: knownSecrets(),
      toleranceSeconds: env().WEBHOOK_TOLERANCE_SECONDS,
      record: (event) => noteStoring(recordEvent(connections().pool, event)),
      onStorageError: (error) =>
        log().error({ err: error }, `The event could not be stored: ${(error as Error).message}`),
    },
  );
}

/** How much is read of a delivery with this header. */
export function readingOf(header: string | null): Reading {
  const { WEBHOOK_MAX_BODY_BYTES: limit } = env();
  const secrets = knownSecrets();
  const isPlausible = isPlausibleHeader(header) && secrets.some(({ retired }) => !retired);
  return { limit: isPlausible ? limit : Math.min(limit, STRANGER_BYTES), isPlausible, header, secrets };
}

/** From a delivery to its answer, the same at every door: read, verify, store, and only then say 200. Never rejects. */
export async function answerDelivery(delivery: IncomingDelivery): Promise<WebhookResponse> {
  const { receivedAt = new Date() } = delivery;
  let body: string | null = null;
  let isCut = false;
  const outcome = await readAndReceive().catch((error: Error) => {
    noteRefused(error);
    log().error({ err: error }, `A delivery could not be handled: ${error.message}`);
    return reject('storage_unavailable', 'The delivery could not be handled just now. Stripe will deliver it again.');
  });
  const response = respond(outcome);
  const ms = Date.now() - receivedAt.getTime();
  logOutcome(outcome, response.status, ms);
  count('hookwell_deliveries_total', { outcome: nameOf(outcome) });
  observe('hookwell_delivery_seconds', {}, ms / 1_000);
  if (outcome.kind === 'rejected') keepRejected(outcome, delivery, { body, isCut }, receivedAt);
  else warnOfClock(clockHint(delivery.signatureHeader, receivedAt, env().WEBHOOK_TOLERANCE_SECONDS));
  return response;

  async function readAndReceive(): Promise<Outcome> {
    const reading = readingOf(delivery.signatureHeader);
    const read = await delivery.read(reading);
    if (typeof read !== 'string' && read.kind === 'rejected') return read;
    isCut = typeof read !== 'string';
    body = typeof read === 'string' ? read : read.beginning;
    // A beginning is never verified by itself: somebody may have put more behind a body that was signed.
    if (isCut && reading.isPlausible) return matchesNoSecret();
    return receive(delivery, body, receivedAt);
  }
}

const nameOf = (outcome: Outcome): string => {
  if (outcome.kind === 'rejected') return outcome.code;
  return outcome.duplicate ? 'duplicate' : 'stored';
};

/** The answer to any method but POST. */
export const answerMethod = (method: string): WebhookResponse =>
  respond(reject('method_not_allowed', `${method} is not answered here: Stripe delivers events with POST.`));
