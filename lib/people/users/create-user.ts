import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { recordAudit } from '../audit/record-audit';
import type { Actor, Role } from '../auth/roles';
import { writePassword } from './write-password';

export type NewUser = { email: string; name: string; role: Role; passwordHash?: string };

/**
 * An address as it is kept and looked for. Null when it is none by the rule of better-auth, which lets nobody in with
 * another one: a first admin ann@localhost would have used up the link, and could never sign in.
 */
export function readEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && z.email().safeParse(email).success ? email : null;
}

/** A person's name on one line. Without one, what stands before the @. */
export const readName = (text: string, email: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 100) ||
  (email.split('@')[0] ?? email);

/** Makes a user. Null when the address has one already. Without a password there is no way in but a one-time link. */
export async function createUser(db: Transaction, user: NewUser, actor: Actor): Promise<string | null> {
  const { email, name, role, passwordHash } = user;
  const id = randomUUID();
  const { count } = await db.user.createMany({ data: { id, email, name, role }, skipDuplicates: true });
  if (count === 0) return null;
  if (passwordHash) await writePassword(db, id, passwordHash);
  await recordAudit(db, { actor, action: 'user.create', target: id, detail: { role } });
  return id;
}
