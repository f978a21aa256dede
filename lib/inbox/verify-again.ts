import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { equalTexts } from '../kit/security/equal-texts';
import type { KnownSecret } from '../kit/signing-secrets/parse-secrets';

/** What is kept of how an event came: everything its proof needs but the secret. */
export type StoredSignature = {
  body: string;
  bodySha256: string;
  signatureHeader: string | null;
  secretLabel: string | null;
  verifiedAt: Date | null;
  redactedAt: Date | null;
};

/** The closed set of what a second look at a signature can find. */
export type VerifiedAgain =
  /** The same bytes, signed by the secret of that label. `label` differs where the secret was given another one. */
  | { kind: 'valid'; label: string; retired: boolean; renamed: boolean }
  /** The text is not what it was when it was stored. */
  | { kind: 'changed' }
  /** The hash is right, but no known secret signed it: the label names another secret now, or text and hash were changed. */
  | { kind: 'no_match'; label: string }
  /** The same bytes; whether the signature is right cannot be told without the secret. */
  | { kind: 'secret_gone'; label: string | null }
  /** A copy that was fetched, not delivered: there never was a signature. */
  | { kind: 'unsigned' }
  /** The text was removed on purpose, and its hash stands for what it was. */
  | { kind: 'redacted' };

export type Verification = { verdict: VerifiedAgain; sha256: string; bytes: number };

/**
 * Looks at the proof of a stored event again: the SHA-256 of its text and, where the secret is still configured (a
 * retired one counts), the signature. Nothing of what it returns tells of a secret but its label.
 */
export function verifyAgain(event: StoredSignature, secrets: KnownSecret[]): Verification {
  const sha256 = createHash('sha256').update(event.body).digest('hex');
  return { verdict: judge(event, sha256, secrets), sha256, bytes: Buffer.byteLength(event.body) };
}

function judge(event: StoredSignature, sha256: string, secrets: KnownSecret[]): VerifiedAgain {
  if (event.redactedAt) return { kind: 'redacted' };
  if (!equalTexts(sha256, event.bodySha256)) return { kind: 'changed' };
  const { verifiedAt, signatureHeader, secretLabel } = event;
  if (!verifiedAt) return { kind: 'unsigned' };
  if (!signatureHeader) return { kind: 'secret_gone', label: secretLabel };
  const signer = secrets.find(({ secret }) => isSignedBy(event.body, signatureHeader, secret));
  if (signer)
    return { kind: 'valid', label: signer.label, retired: signer.retired, renamed: signer.label !== secretLabel };
  const known = secrets.find(({ label }) => label === secretLabel);
  return known ? { kind: 'no_match', label: known.label } : { kind: 'secret_gone', label: secretLabel };
}

/** Stripe's SDK compares in constant time. How old the signature is does not matter here: 0 leaves the age out. */
function isSignedBy(body: string, header: string, secret: string): boolean {
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, 0) ?? false;
  } catch {
    // It says “no” by throwing: another secret, or a header that was cut.
    return false;
  }
}

/** When the sender says that it signed, from the header. Null: there is no such time in it. */
export function signatureTime(header: string | null): Date | null {
  const seconds = Number(/(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(header ?? '')?.[1]);
  return Number.isFinite(seconds) ? new Date(seconds * 1000) : null;
}
