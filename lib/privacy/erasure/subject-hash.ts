import { createHash, createHmac } from 'node:crypto';
import { env, isProduction } from '../../kit/env';
import { KnownError } from '../../kit/known-error';
import { keptSecret } from '../../kit/security/kept-secret';

/** An id of one account, or the address of a guest. */
export type Named = { kind: 'object'; account: string | null; value: string } | { kind: 'email'; value: string };

/** Makes the hashes of one key. `keyId` tells keys apart and gives none away. */
export type SubjectHasher = { keyId: string; hash(named: Named): string };

/**
 * Hashes under ERASURE_KEY, which lies apart from the database: who has only the database, or a backup of it, cannot try
 * addresses against the hashes. Not derived from AUTH_SECRET, which one changes to end all sessions: what was erased would
 * come back. Throws where production has no key.
 */
export function subjectHasher(): SubjectHasher {
  const key = env().ERASURE_KEY ?? (isProduction() ? null : keptSecret('erasure-key'));
  if (!key)
    throw new KnownError(
      'ERASURE_KEY is not set. It hashes whom an erasure was about: make one with `openssl rand -base64 32`, set it to the same value for every process, keep it apart from backups, and never change it.',
    );
  return {
    keyId: createHash('sha256').update(`hookwell erasure key ${key}`).digest('hex').slice(0, 16),
    hash: (named) => {
      const parts = named.kind === 'object' ? [named.account ?? '', named.value] : [normalizeEmail(named.value)];
      return createHmac('sha256', key)
        .update(JSON.stringify([named.kind, ...parts]))
        .digest('hex');
    },
  };
}

export const normalizeEmail = (email: string): string => email.trim().toLowerCase();
