import Stripe from 'stripe';
import type { WebhookSecret } from '../kit/signing-secrets/parse-secrets';
import { type Rejected, reject } from './outcome';

/** `signers`: the secrets that signed it, one at the least; more while one is rolled, or where one stands there twice. */
export type Verified = { kind: 'verified'; signers: [WebhookSecret, ...WebhookSecret[]] };

type Check = { secrets: WebhookSecret[]; toleranceSeconds: number; receivedAt: Date };
type Verdict = 'valid' | 'stale' | 'no_match' | 'malformed';

function tryOne(
  body: string,
  header: string,
  secret: string,
  { toleranceSeconds, receivedAt }: Omit<Check, 'secrets'>,
): Verdict {
  const { signature } = Stripe.webhooks;
  if (!signature) throw new Error('The Stripe SDK came without its signature helper');
  try {
    signature.verifyHeader(body, header, secret, toleranceSeconds, undefined, receivedAt.getTime());
    return 'valid';
  } catch (error) {
    const { message } = error as Error;
    if (message.startsWith('Timestamp outside')) return 'stale';
    if (message.startsWith('No signatures found matching')) return 'no_match';
    // Also what the SDK did not foresee: an empty `v1=` makes it throw a plain Error.
    return 'malformed';
  }
}

/** Seconds between the header's timestamp and now, for the message; null when the header has none. */
function age(header: string, receivedAt: Date): number | null {
  const seconds = Number(/(?:^|,)t=(\d+)/.exec(header)?.[1]);
  return Number.isFinite(seconds) ? Math.floor(receivedAt.getTime() / 1000) - seconds : null;
}

/**
 * Checks the body as it was received against every configured secret, with Stripe's SDK. A retired secret is tried
 * only to name it in the refusal. Rule: https://docs.stripe.com/webhooks/signature
 */
export function verifySignature(body: string, header: string | null, check: Check): Verified | Rejected {
  if (!header)
    return reject(
      'missing_signature',
      'There is no Stripe-Signature header: this request does not come from Stripe, or a proxy removed the header.',
      'missing_header',
    );
  if (!body) return reject('invalid_payload', 'The body is empty; an event is a JSON object.', 'empty_body');

  const verdicts = check.secrets.map((entry) => ({ entry, verdict: tryOne(body, header, entry.secret, check) }));
  const [first, ...others] = verdicts.filter(({ entry, verdict }) => verdict === 'valid' && !entry.retired);
  if (first) return { kind: 'verified', signers: [first.entry, ...others.map(({ entry }) => entry)] };

  if (verdicts.some(({ verdict }) => verdict === 'malformed'))
    return reject(
      'invalid_signature',
      'The Stripe-Signature header is malformed; it looks like t=1700000000,v1=…',
      'malformed_header',
    );
  const stale = verdicts.find(({ entry, verdict }) => verdict === 'stale' && !entry.retired);
  if (stale)
    return reject(
      'timestamp_out_of_tolerance',
      `The signature is right, but it is ${age(header, check.receivedAt)} s old and WEBHOOK_TOLERANCE_SECONDS allows ${check.toleranceSeconds}. Check this server's clock, or whether something held the request back.`,
      'stale',
      stale.entry.label,
    );
  const retired = verdicts.find(({ entry, verdict }) => verdict !== 'no_match' && entry.retired);
  if (retired)
    return reject(
      'invalid_signature',
      `The signature belongs to the secret labelled "${retired.entry.label}", which is retired. Disable that endpoint in Stripe, or remove ":retired" in STRIPE_WEBHOOK_SECRET.`,
      'retired_secret',
      retired.entry.label,
    );
  return matchesNoSecret();
}

/** What no configured secret has signed. */
export const matchesNoSecret = (): Rejected =>
  reject(
    'invalid_signature',
    'The signature matches none of the configured secrets. Either STRIPE_WEBHOOK_SECRET belongs to another endpoint, or the body was changed on the way (parsed and written again, for example).',
    'unknown_secret',
  );
