import { createHmac } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Database } from '../../db/client';
import { appUrl } from '../../kit/env';
import { equalTexts } from '../../kit/security/equal-texts';
import { authSecret } from '../auth/auth-secret';
import { createUser } from './create-user';

/**
 * The token of the link that makes the first admin. Derived, so that all processes and the next start print the same
 * one and no table holds it. It opens nothing once a user exists.
 */
const firstAdminToken = (): string =>
  createHmac('sha256', authSecret()).update('hookwell: the first admin').digest('base64url');

/** Whether nobody can sign in yet. */
export const isWithoutUsers = async (db: Database): Promise<boolean> =>
  (await db.user.findFirst({ select: { id: true } })) === null;

/** The link for the logs of a start: null once a user exists. */
export async function firstAdminLink(db: Database, url = appUrl()): Promise<string | null> {
  return (await isWithoutUsers(db)) ? `${url}/welcome?token=${firstAdminToken()}` : null;
}

/** Whether this token may make the first admin now. */
export const opensWelcome = async (db: Database, token: string): Promise<boolean> =>
  equalTexts(token, firstAdminToken()) && (await isWithoutUsers(db));

const FIRST_ADMIN_LOCK = 4_665_304;

/** Makes the first admin, once: of several at the same moment the others get false, and so does a wrong token. */
export async function createFirstAdmin(
  db: Database,
  token: string,
  user: { email: string; name: string; password: string },
): Promise<boolean> {
  if (!equalTexts(token, firstAdminToken())) return false;
  const passwordHash = await hashPassword(user.password);
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK})`;
    if (await tx.user.findFirst({ select: { id: true } })) return false;
    const actor = { id: null, name: 'First start', role: 'admin' } as const;
    return (await createUser(tx, { ...user, role: 'admin', passwordHash }, actor)) !== null;
  });
}
