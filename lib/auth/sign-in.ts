import { isAPIError } from 'better-auth/api';
import { recordAudit } from '../audit/record-audit';
import type { Database } from '../db/client';
import {
  countAttempt,
  forgetAttempts,
  SIGN_IN_FROM_ANYWHERE,
  SIGN_IN_PER_ADDRESS,
  SIGN_IN_PER_EMAIL,
  takeBackAttempt,
} from './attempts';
import { auth } from './auth';
import { clientAddress, networkOf } from './client-address';
import { PASSWORD_MAX } from './password-rules';
import { asRole } from './roles';

export type SignInOutcome =
  | { ok: true; setCookies: string[] }
  | { ok: false; problem: 'wrong' | 'suspended' }
  | { ok: false; problem: 'too_many'; seconds: number };

/** Failed tries that the audit log takes in an hour, whoever they are of: a guesser must not fill the disk with it. */
const AUDITED_FAILURES = { max: 200, seconds: 3_600 };

/**
 * Signs somebody in: counts the try, lets better-auth compare the password, and writes both outcomes into the audit log.
 * An unknown address and a wrong password have the same answer and take the same time: better-auth hashes in both cases.
 */
export async function signIn(
  db: Database,
  { email: typed, password }: { email: string; password: string },
  headers: Headers,
): Promise<SignInOutcome> {
  const email = typed.trim().toLowerCase();
  const known = clientAddress(headers);
  const address = known ?? 'unknown';
  const network = networkOf(address);
  const perAddress = await countAttempt(
    db,
    'sign-in-from',
    network,
    known ? SIGN_IN_PER_ADDRESS : SIGN_IN_FROM_ANYWHERE,
  );
  // Goes no further: each e-mail that is counted is a row, and locks somebody out.
  if (perAddress !== null) return { ok: false, problem: 'too_many', seconds: perAddress };
  const perEmail = await countAttempt(db, 'sign-in-as', email, SIGN_IN_PER_EMAIL);
  if (perEmail !== null) return { ok: false, problem: 'too_many', seconds: perEmail };
  // No such address or password was ever accepted.
  const possible = email.length <= 254 && /^[^\s\0]+@[^\s\0]+$/.test(email) && password.length <= PASSWORD_MAX;
  const { setCookies, problem } = possible
    ? await compare(email, password, headers)
    : { setCookies: null, problem: 'wrong' as const };
  const user = possible ? await db.user.findUnique({ where: { email } }) : null;
  if (setCookies && user) {
    await forgetAttempts(db, 'sign-in-as', email);
    await takeBackAttempt(db, 'sign-in-from', network);
    const actor = { id: user.id, name: user.name, role: asRole(user.role) };
    await recordAudit(db, { actor, action: 'session.start', target: user.id, detail: known ? { address } : {} });
    return { ok: true, setCookies };
  }
  if ((await countAttempt(db, 'audited-failures', '', AUDITED_FAILURES)) === null)
    await recordAudit(db, {
      actor: { id: null, name: 'Not signed in', role: 'viewer' },
      action: 'session.refuse',
      target: user?.id ?? null,
      detail: {
        ...(known && { address }),
        reason: problem === 'suspended' ? 'suspended' : user ? 'wrong password' : 'unknown address',
      },
    });
  return { ok: false, problem: problem ?? 'wrong' };
}

type Compared = { setCookies: string[]; problem: null } | { setCookies: null; problem: 'wrong' | 'suspended' };

async function compare(email: string, password: string, headers: Headers): Promise<Compared> {
  try {
    const { headers: answer } = await auth().api.signInEmail({
      body: { email, password },
      headers,
      returnHeaders: true,
    });
    return { setCookies: answer.getSetCookie(), problem: null };
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return { setCookies: null, problem: error.body?.code === 'BANNED_USER' ? 'suspended' : 'wrong' };
  }
}
