import { env } from '../kit/env';
import type { WebhookSecret } from '../kit/signing-secrets/parse-secrets';
import type { SecretScope } from '../kit/signing-secrets/secret-scope';
import { readLocalSecrets } from '../stripe/local-secrets';

/** Of this machine alone, and refused by production: they may sign whatever one wants to try. */
const ANYTHING: SecretScope = { modes: ['test', 'live'], accounts: 'any' };

/** The configured secrets, and while developing also those of this machine (`simulator`, `cli`). */
export function knownSecrets(): WebhookSecret[] {
  return [
    ...env().STRIPE_WEBHOOK_SECRET,
    ...readLocalSecrets().map((entry) => ({ ...entry, retired: false, scope: ANYTHING })),
  ];
}
