import { env, isProduction } from '../../kit/env';
import { KnownError } from '../../kit/known-error';
import { keptSecret } from '../../kit/security/kept-secret';

/**
 * What signs the cookies of sessions. Production has to set AUTH_SECRET, because several processes and the next start
 * need the same one; while developing it is made once and kept in the data folder.
 */
export function authSecret(): string {
  const { AUTH_SECRET } = env();
  if (AUTH_SECRET) return AUTH_SECRET;
  if (isProduction())
    throw new KnownError(
      'AUTH_SECRET is not set. It signs the sessions of the dashboard: make one with `openssl rand -base64 32` and set it to the same value for every process.',
    );
  return keptSecret('auth-secret');
}
