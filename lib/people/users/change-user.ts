import type { Database, Transaction } from '../../db/client';
import { recordAudit } from '../audit/record-audit';
import type { Actor, Role } from '../auth/roles';
import { endSessions } from './end-sessions';
import { createPasswordLink } from './password-link';

/** What an admin does to a user. */
export type UserChange =
  | { kind: 'role'; role: Role }
  | { kind: 'ban' }
  | { kind: 'unban' }
  | { kind: 'remove' }
  | { kind: 'link' };

/** `self`: nobody takes their own way in. `last_admin`: somebody has to be left who manages the others. */
export type UserOutcome = { code: 'done'; link?: string } | { code: 'gone' | 'self' | 'last_admin' };

const USERS_LOCK = 4_665_305;

const ACTIONS = {
  role: 'user.role',
  ban: 'user.ban',
  unban: 'user.unban',
  remove: 'user.remove',
  link: 'user.link',
} as const;

/**
 * Changes a user, with the entry in the audit log, in one transaction. Whatever changes what they may do ends their
 * sessions. One change at a time, so that two admins cannot demote each other in the same moment.
 */
export async function changeUser(db: Database, userId: string, change: UserChange, actor: Actor): Promise<UserOutcome> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${USERS_LOCK})`;
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) return { code: 'gone' };
    const losesAdmin =
      change.kind === 'ban' || change.kind === 'remove' || (change.kind === 'role' && change.role !== 'admin');
    if (losesAdmin && user.id === actor.id) return { code: 'self' };
    if (losesAdmin && user.role === 'admin' && !user.banned && (await countAdmins(tx)) === 1)
      return { code: 'last_admin' };
    const link = await apply(tx, user.id, change);
    const detail = change.kind === 'role' ? { from: user.role, to: change.role } : {};
    await recordAudit(tx, { actor, action: ACTIONS[change.kind], target: user.id, detail });
    return { code: 'done', ...(link && { link }) };
  });
}

const countAdmins = (tx: Transaction): Promise<number> => tx.user.count({ where: { role: 'admin', banned: false } });

async function apply(tx: Transaction, id: string, change: UserChange): Promise<string | null> {
  if (change.kind === 'link') return createPasswordLink(tx, id);
  if (change.kind === 'remove') {
    // Its sessions and password go with it. What it did stays in the audit log, under its name.
    await tx.verification.deleteMany({ where: { value: id } });
    await tx.user.delete({ where: { id } });
    return null;
  }
  if (change.kind === 'role') await tx.user.update({ where: { id }, data: { role: change.role } });
  else await tx.user.update({ where: { id }, data: { banned: change.kind === 'ban' } });
  await endSessions(tx, id);
  return null;
}
