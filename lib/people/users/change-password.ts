import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Database } from '../../db/client';
import { recordAudit } from '../audit/record-audit';
import { countAttempt, forgetAttempts, SIGN_IN_PER_EMAIL } from '../auth/attempts';
import type { SignedIn } from '../auth/find-session';
import { PASSWORD_MAX } from '../auth/password-rules';
import { endSessions } from './end-sessions';
import { writePassword } from './write-password';

export type PasswordChange = { current: string; next: string };

/** Changes one's own password, and ends one's other sessions. The new one is judged before, by `judgePassword`. */
export async function changePassword(
  db: Database,
  { actor, sessionId }: SignedIn,
  { current, next }: PasswordChange,
): Promise<'done' | 'wrong' | 'too_many'> {
  const userId = actor.id ?? '';
  // Who finds an open browser must not guess on.
  if ((await countAttempt(db, 'password-of', userId, SIGN_IN_PER_EMAIL)) !== null) return 'too_many';
  const account = await db.account.findUnique({
    where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
  });
  const right =
    current.length <= PASSWORD_MAX &&
    account?.password &&
    (await verifyPassword({ hash: account.password, password: current }));
  if (!right) return 'wrong';
  await forgetAttempts(db, 'password-of', userId);
  const passwordHash = await hashPassword(next);
  await db.$transaction(async (tx) => {
    await writePassword(tx, userId, passwordHash);
    await endSessions(tx, userId, sessionId);
    await recordAudit(tx, { actor, action: 'password.change', target: userId });
  });
  return 'done';
}
