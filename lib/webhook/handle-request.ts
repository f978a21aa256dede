import { connections } from '../db/client';
import { env, type WebhookSecret } from '../env';
import { recordEvent } from '../events/record-event';
import { log } from '../log/log';
import { readLocalSecrets } from './local-secrets';
import { type Outcome, reject } from './outcome';
import { readBody } from './read-body';
import { receiveDelivery } from './receive-delivery';
import { respond } from './respond';

/** The configured secrets, and while developing also those of this machine (`simulator`, `cli`). */
function acceptedSecrets(): WebhookSecret[] {
  return [...env().STRIPE_WEBHOOK_SECRET, ...readLocalSecrets().map((entry) => ({ ...entry, retired: false }))];
}

async function receive(request: Request, receivedAt: Date): Promise<Outcome> {
  const { WEBHOOK_MAX_BODY_BYTES, WEBHOOK_TOLERANCE_SECONDS } = env();
  const body = await readBody(request, WEBHOOK_MAX_BODY_BYTES);
  if (typeof body !== 'string') return body;
  return receiveDelivery(
    { body, signatureHeader: request.headers.get('stripe-signature'), receivedAt },
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

/** `POST /api/webhook`, for any server that speaks the web's Request and Response. */
export async function handleWebhookRequest(request: Request): Promise<Response> {
  const receivedAt = new Date();
  const outcome = await receive(request, receivedAt);
  const { status, headers, body } = respond(outcome);
  logOutcome(outcome, status, Date.now() - receivedAt.getTime());
  return new Response(body, { status, headers });
}

/** The answer to any method but POST. */
export function refuseMethod(request: Request): Response {
  const { status, headers, body } = respond(
    reject('method_not_allowed', `${request.method} is not answered here: Stripe delivers events with POST.`),
  );
  return new Response(request.method === 'HEAD' ? null : body, { status, headers });
}
