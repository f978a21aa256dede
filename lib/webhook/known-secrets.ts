import { env, type WebhookSecret } from '../env';
import { readLocalSecrets } from './local-secrets';

/** The configured secrets, and while developing also those of this machine (`simulator`, `cli`). */
export function knownSecrets(): WebhookSecret[] {
  return [...env().STRIPE_WEBHOOK_SECRET, ...readLocalSecrets().map((entry) => ({ ...entry, retired: false }))];
}
