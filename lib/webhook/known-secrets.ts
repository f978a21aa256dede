import { env } from '../env';
import { readLocalSecrets } from './local-secrets';
import type { WebhookSecret } from './parse-secrets';
import type { SecretScope } from './secret-scope';

/** Of this machine alone, and refused by production: they may sign whatever one wants to try. */
const ANYTHING: SecretScope = { modes: ['test', 'live'], accounts: 'any' };

/** The configured secrets, and while developing also those of this machine (`simulator`, `cli`). */
export function knownSecrets(): WebhookSecret[] {
  return [
    ...env().STRIPE_WEBHOOK_SECRET,
    ...readLocalSecrets().map((entry) => ({ ...entry, retired: false, scope: ANYTHING })),
  ];
}
