import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/client';

/**
 * Writes a user's password, hashed by better-auth's `hashPassword`, where better-auth looks for it. A link that was made
 * to set one opens nothing any more: who changes a password may do it because somebody else has read that link.
 */
export async function writePassword(db: Transaction, userId: string, passwordHash: string): Promise<void> {
  await db.verification.deleteMany({ where: { value: userId } });
  await db.account.upsert({
    where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
    create: { id: randomUUID(), userId, accountId: userId, providerId: 'credential', password: passwordHash },
    update: { password: passwordHash },
  });
}
