import type { Database, Transaction } from '../../db/client';
import { recordAudit } from '../audit/record-audit';
import type { Actor } from '../auth/roles';

/** Ends a user's sessions, but for the one named. Returns how many. */
export async function endSessions(db: Transaction, userId: string, but?: string): Promise<number> {
  const { count } = await db.session.deleteMany({ where: { userId, ...(but && { id: { not: but } }) } });
  return count;
}

/** Which sessions somebody wants to end: one by its id, or all of a user but one. */
export type Revocation = { userId: string; sessionId: string } | { userId: string; but?: string };

/** Ends sessions because somebody asked for it. Returns how many there were. */
export async function revokeSessions(db: Database, revocation: Revocation, actor: Actor): Promise<number> {
  const { userId } = revocation;
  return db.$transaction(async (tx) => {
    const count =
      'sessionId' in revocation
        ? (await tx.session.deleteMany({ where: { id: revocation.sessionId, userId } })).count
        : await endSessions(tx, userId, revocation.but);
    if (count > 0)
      await recordAudit(tx, { actor, action: 'session.revoke', target: userId, detail: { sessions: count } });
    return count;
  });
}
