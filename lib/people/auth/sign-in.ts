import { createHash } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import type { Database } from '../../db/client';
import { FewAtOnce } from '../../kit/limits/few-at-once';
import { recordAudit } from '../audit/record-audit';
import {
  countAttempt,
  forgetAttempts,
  SIGN_IN_PER_ADDRESS,
  SIGN_IN_PER_EMAIL,
  SIGN_IN_PER_SHARED_ADDRESS,
  takeBackAttempt,
} from './attempts';
import { auth } from './auth';
import { clientAddress, isSharedAddress, networkOf } from './client-address';
import { PASSWORD_MAX } from './password-rules';
import { asRole } from './roles';

export type SignInOutcome =
  | { ok: true; setCookies: string[] }
  | { ok: false; problem: 'wrong' | 'suspended' }
  | { ok: false; problem: 'too_many'; seconds: number };

/** Failed tries that the audit log takes in an hour, whoever they are of: a guesser must not fill the disk with it. */
const AUDITED_FAILURES = { max: 200, seconds: 3_600 };

/** A password costs 16 MB and a tenth of a second to compare: as many at a time as a small machine has to spare. */
const comparing = new FewAtOnce({ running: 2, waiting: 16 });
const BUSY_SECONDS = 5;

/** As many counts are kept of e-mail addresses that are nobody's, once a shared address tries too many. */
const STRANGERS = 1_024;

/**
 * Signs somebody in: counts the try, has better-auth compare the password, and writes both outcomes into the audit log.
 * An unknown address and a wrong password have the same answer and take the same time: better-auth hashes in both cases.
 */
export async function signIn(
  db: Database,
  { email: typed, password }: { email: string; password: string },
  headers: Headers,
): Promise<SignInOutcome> {
  const email = typed.trim().toLowerCase();
  const address = clientAddress(headers);
  const counted = networkOf(address ?? 'unknown');
  const shared = isSharedAddress(headers);
  const from = shared ? 'sign-in-through' : 'sign-in-from';
  const perAddress = await countAttempt(db, from, counted, shared ? SIGN_IN_PER_SHARED_ADDRESS : SIGN_IN_PER_ADDRESS);
  // Goes no further: each e-mail that is counted is a row, and locks somebody out.
  if (perAddress !== null && !shared) return { ok: false, problem: 'too_many', seconds: perAddress };
  // No such address or password was ever accepted.
  const possible = email.length <= 254 && /^[^\s\0]+@[^\s\0]+$/.test(email) && password.length <= PASSWORD_MAX;
  const user = possible ? await db.user.findUnique({ where: { email } }) : null;
  const countedAs = perAddress === null || user ? email : strangerOf(email);
  const perEmail = await countAttempt(db, 'sign-in-as', countedAs, SIGN_IN_PER_EMAIL);
  if (perEmail !== null) return { ok: false, problem: 'too_many', seconds: perEmail };
  const compared = possible ? await comparing.run(() => compare(email, password, headers)) : WRONG;
  if (compared === null) {
    await takeBackAttempt(db, 'sign-in-as', countedAs);
    return { ok: false, problem: 'too_many', seconds: BUSY_SECONDS };
  }
  const { setCookies, problem } = compared;
  const detail = address === null ? {} : { address };
  if (setCookies && user) {
    await forgetAttempts(db, 'sign-in-as', email);
    await takeBackAttempt(db, from, counted);
    const actor = { id: user.id, name: user.name, role: asRole(user.role) };
    await recordAudit(db, { actor, action: 'session.start', target: user.id, detail });
    return { ok: true, setCookies };
  }
  const reason = problem === 'suspended' ? 'suspended' : user ? 'wrong password' : 'unknown address';
  if ((await countAttempt(db, 'audited-failures', '', AUDITED_FAILURES)) === null)
    await recordAudit(db, {
      actor: { id: null, name: 'Not signed in', role: 'viewer' },
      action: 'session.refuse',
      target: user?.id ?? null,
      detail: { ...detail, reason },
    });
  return { ok: false, problem: problem ?? 'wrong' };
}

/** One of few counts for an address that nobody has, always the same, so that it is answered as one that somebody has. */
const strangerOf = (email: string): string =>
  `stranger ${createHash('sha256').update(email).digest().readUInt32BE() % STRANGERS}`;

type Compared = { setCookies: string[]; problem: null } | { setCookies: null; problem: 'wrong' | 'suspended' };

const WRONG: Compared = { setCookies: null, problem: 'wrong' };

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
