import { auth } from './auth';
import { hasSignedSession } from './has-signed-session';
import { type Actor, asRole } from './roles';

/** A session that holds, and whose it is. */
export type SignedIn = { sessionId: string; email: string; actor: Actor };

/**
 * Whose session the request's cookie belongs to. Asks the database each time, unless
 * the cookie is forged: what was revoked a moment ago is over.
 * Null without a session, with one that ended, and for a banned user.
 */
export async function findSession(headers: Headers): Promise<SignedIn | null> {
  if (!hasSignedSession(headers.get('cookie'))) return null;
  const found = await auth().api.getSession({ headers });
  if (!found || found.user.banned) return null;
  const { session, user } = found;
  return { sessionId: session.id, email: user.email, actor: { id: user.id, name: user.name, role: asRole(user.role) } };
}
