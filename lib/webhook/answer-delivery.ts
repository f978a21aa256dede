import { connections } from '../db/client';
import { env, type WebhookSecret } from '../env';
import { recordEvent } from '../events/record-event';
import { log } from '../log/log';
import { readLocalSecrets } from './local-secrets';
import { type Outcome, type Rejected, reject } from './outcome';
import { receiveDelivery } from './receive-delivery';
import { respond, type WebhookResponse } from './respond';

/** A request as a door sees it before it reads the body; `read` resolves with the text, byte for byte, or a refusal. */
export type IncomingDelivery = { signatureHeader: string | null; read(limit: number): Promise<string | Rejected> };

/** The configured secrets, and while developing also those of this machine (`simulator`, `cli`). */
function acceptedSecrets(): WebhookSecret[] {
  return [...env().STRIPE_WEBHOOK_SECRET, ...readLocalSecrets().map((entry) => ({ ...entry, retired: false }))];
}

async function receive({ signatureHeader, read }: IncomingDelivery, receivedAt: Date): Promise<Outcome> {
  const { WEBHOOK_MAX_BODY_BYTES, WEBHOOK_TOLERANCE_SECONDS } = env();
  const body = await read(WEBHOOK_MAX_BODY_BYTES);
  if (typeof body !== 'string') return body;
  return receiveDelivery(
    { body, signatureHeader, receivedAt },
    {
      secrets: acceptedSecrets(),
      toleranceSeconds: WEBHOOK_TOLERANCE_SECONDS,
      record: (event) => recordEvent(connections().pool, event),
      onStorageError: (error) =>
        log().error({ err: error }, `The event could not be stored: ${(error as Error).message}`),
    },
  );
}

function logOutcome(outcome: Outcome, status: number, ms: number): void {
  if (outcome.kind === 'accepted') {
    const { id, type, duplicate } = outcome;
    log().info({ status, eventId: id, type, duplicate, ms }, `${type} ${id} ${duplicate ? 'duplicate' : 'stored'}`);
  } else {
    log().warn({ status, code: outcome.code, ms }, `${outcome.code}: ${outcome.message}`);
  }
}

/** From a delivery to its answer, the same at every door: read, verify, store, and only then say 200. Never rejects. */
export async function answerDelivery(delivery: IncomingDelivery): Promise<WebhookResponse> {
  const receivedAt = new Date();
  const outcome = await receive(delivery, receivedAt).catch((error: Error) => {
    log().error({ err: error }, `A delivery could not be handled: ${error.message}`);
    return reject('storage_unavailable', 'The delivery could not be handled just now. Stripe will deliver it again.');
  });
  const response = respond(outcome);
  logOutcome(outcome, response.status, Date.now() - receivedAt.getTime());
  return response;
}

/** The answer to any method but POST. */
export const answerMethod = (method: string): WebhookResponse =>
  respond(reject('method_not_allowed', `${method} is not answered here: Stripe delivers events with POST.`));
