import type { Database } from '../../db/client';
import { recordAudit } from '../audit/record-audit';
import { auth } from './auth';
import { findSession } from './find-session';

/** Ends the session of this request. Returns the cookies that make the browser forget it. */
export async function signOut(db: Database, headers: Headers): Promise<string[]> {
  const found = await findSession(headers);
  const { headers: answer } = await auth().api.signOut({ headers, returnHeaders: true });
  if (found) await recordAudit(db, { actor: found.actor, action: 'session.end', target: found.actor.id });
  return answer.getSetCookie();
}
