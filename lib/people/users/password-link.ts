import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Database, Transaction } from '../../db/client';
import { appUrl } from '../../kit/env';
import { recordAudit } from '../audit/record-audit';
import { asRole } from '../auth/roles';
import { hashToken } from '../auth/session-tokens';
import { endSessions } from './end-sessions';
import { writePassword } from './write-password';

/** Long enough for somebody who reads it tomorrow. */
const LINK_HOURS = 48;

/** What the database keeps of a link: nothing that opens it. */
const identifierOf = (token: string) => `password:${hashToken(token)}`;

/**
 * Makes the one-time link with which a user sets a password, for the first time or a new one: it takes the place of
 * their older links, and is the way back in where no mail can be sent.
 */
export async function createPasswordLink(db: Transaction, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.verification.deleteMany({ where: { OR: [{ value: userId }, { expiresAt: { lt: new Date() } }] } });
  const expiresAt = new Date(Date.now() + LINK_HOURS * 3_600_000);
  await db.verification.create({
    data: { id: randomUUID(), identifier: identifierOf(token), value: userId, expiresAt },
  });
  return `${appUrl()}/set-password?token=${token}`;
}

/** Whose link this is, while it opens something. */
export async function findPasswordLink(db: Transaction, token: string): Promise<{ id: string; email: string } | null> {
  const link = await db.verification.findUnique({ where: { identifier: identifierOf(token) } });
  if (!link || link.expiresAt < new Date()) return null;
  return db.user.findUnique({ where: { id: link.value }, select: { id: true, email: true } });
}

/** Sets the password that a link was made for, and ends every session of that user. Null when it opens nothing any more. */
export async function usePasswordLink(db: Database, token: string, password: string): Promise<string | null> {
  if (!(await findPasswordLink(db, token))) return null;
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    const found = await findPasswordLink(tx, token);
    // Of two at the same moment one removes it.
    const { count } = await tx.verification.deleteMany({ where: { identifier: identifierOf(token) } });
    if (!found || count === 0) return null;
    const user = await tx.user.findUniqueOrThrow({ where: { id: found.id } });
    await writePassword(tx, user.id, passwordHash);
    await endSessions(tx, user.id);
    const actor = { id: user.id, name: user.name, role: asRole(user.role) };
    await recordAudit(tx, { actor, action: 'password.set', target: user.id, detail: { by: 'link' } });
    return user.email;
  });
}
