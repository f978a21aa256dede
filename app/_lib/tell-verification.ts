import type { Verification, VerifiedAgain } from '@/lib/inbox/verify-again';

/** What a second look found, for the person who asked. `sha256`: the one computed just now. */
export type ToldVerification = { tone: 'ok' | 'warn' | 'bad'; title: string; detail: string; sha256: string | null };

/** The words for each {@link VerifiedAgain}: what was found, and what it means. */
export function tellVerification({ verdict, sha256, bytes }: Verification): ToldVerification {
  const size = `${bytes.toLocaleString('en')} bytes`;
  return { ...words(verdict, size), sha256: verdict.kind === 'redacted' ? null : sha256 };
}

function words(verdict: VerifiedAgain, size: string): Omit<ToldVerification, 'sha256'> {
  switch (verdict.kind) {
    case 'valid': {
      const retired = verdict.retired ? ', which is retired by now' : '';
      const renamed = verdict.renamed ? ' (it had another label then)' : '';
      return {
        tone: 'ok',
        title: 'Still valid',
        detail: `All ${size} are as they came, and the signature fits the secret “${verdict.label}”${renamed}${retired}.`,
      };
    }
    case 'changed':
      return {
        tone: 'bad',
        title: 'The bytes were changed',
        detail: `The SHA-256 of the ${size} stored now is not the one noted when the event came. Somebody wrote to the database: compare it with the event in Stripe’s dashboard.`,
      };
    case 'no_match':
      return {
        tone: 'bad',
        title: 'The signature does not fit',
        detail: `The SHA-256 is the one noted, but the secret labelled “${verdict.label}” did not sign these bytes. Either the label belongs to another secret now, or text and SHA-256 were both changed.`,
      };
    case 'secret_gone':
      return {
        tone: 'warn',
        title: 'The bytes are unchanged; the signature cannot be checked',
        detail: `The SHA-256 of the ${size} is the one noted when the signature was verified. ${
          verdict.label
            ? `The secret “${verdict.label}” is not configured any more`
            : 'Its secret or signature is not known any more'
        }: add it to STRIPE_WEBHOOK_SECRET with “:retired” behind it to check the signature too.`,
      };
    case 'unsigned':
      return {
        tone: 'warn',
        title: 'Unsigned, and unchanged',
        detail: `The SHA-256 of the ${size} is the one noted. It was fetched from Stripe’s API over TLS, not delivered, so that there never was a signature.`,
      };
    case 'redacted':
      return {
        tone: 'warn',
        title: 'Nothing left to verify',
        detail: 'The payload was removed on purpose. The SHA-256 above is that of the text as it came.',
      };
  }
}
