import { randomUUID } from 'node:crypto';
import type { Transaction } from '../db/client';

/** Writes a user's password, hashed by better-auth's `hashPassword`, where better-auth looks for it. */
export async function writePassword(db: Transaction, userId: string, passwordHash: string): Promise<void> {
  await db.account.upsert({
    where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
    create: { id: randomUUID(), userId, accountId: userId, providerId: 'credential', password: passwordHash },
    update: { password: passwordHash },
  });
}
