import type { WebhookSecret } from '../kit/signing-secrets/parse-secrets';
import { describeClaim, describeScope, judgeScope } from '../kit/signing-secrets/secret-scope';
import { cleanOptional } from '../kit/text';
import type { EventFacts } from '../stripe/read-event';
import { type Outcome, type Rejected, reject } from './outcome';
import { parseEvent } from './parse-event';
import type { EventToRecord, RecordedEvent } from './store/record-events';
import { toRecord } from './store/to-record';
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
  const parsed = parseEvent(body, verified.signers[0].label);
  if (parsed.kind === 'rejected') return parsed;

  const { facts } = parsed;
  const signed = findSigner(verified.signers, facts);
  if (signed.kind === 'rejected') return signed;
  try {
    const recorded = await options.record(
      toRecord(facts, body, {
        source: signed.label === 'simulator' ? 'simulator' : 'webhook',
        signatureHeader: cleanOptional(signatureHeader)?.slice(0, 1000) ?? null,
        secretLabel: signed.label,
        verifiedAt: receivedAt,
        applies: signed.applies,
      }),
    );
    return { kind: 'accepted', id: facts.id, type: facts.type, duplicate: !recorded.inserted };
  } catch (error) {
    options.onStorageError(error);
    return reject('storage_unavailable', 'The event could not be stored just now. Stripe will deliver it again.');
  }
}

type Signer = { kind: 'signer'; label: string; applies: boolean };

/** The secret whose event this is: of those that signed it the one whose scope covers what the event claims. */
function findSigner(signers: [WebhookSecret, ...WebhookSecret[]], facts: EventFacts): Signer | Rejected {
  const judged = signers.map(({ label, scope }) => ({ label, verdict: judgeScope(scope, facts) }));
  const found = judged.find(({ verdict }) => verdict === 'covered') ?? judged.find(({ verdict }) => verdict === 'kept');
  if (found) return { kind: 'signer', label: found.label, applies: found.verdict === 'covered' };
  const [{ label, scope }] = signers;
  return reject(
    'outside_scope',
    `The secret labelled "${label}" signed it, which is for ${describeScope(scope)}; but it is ${describeClaim(facts)}. If that endpoint sends such events, write what it is for behind its secret in STRIPE_WEBHOOK_SECRET (:test, :live, :connect, :acct_…) and restart.`,
    'outside_scope',
    label,
  );
}
