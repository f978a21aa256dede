import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Role } from '@/lib/people/auth/roles';
import { hashToken } from '@/lib/people/auth/session-tokens';
import { connectionOptions } from '../lib/db/connection-options';

/** Signs the cookies of every app that the tests start. Made up here, so that a cookie can be made without asking one. */
export const testAuthSecret = createHmac('sha256', 'hookwell').update('tests').digest('base64');

export const sessionCookie = 'hookwell.session_token';

/** Somebody who is signed in: `cookie` is the header that a request carries, `value` what a browser keeps. */
export type SignedInUser = { userId: string; email: string; role: Role; cookie: string; value: string };

/** Makes a user with this role, without a password, and a session of theirs, as a sign-in would. */
export async function signInAs(
  databaseUrl: string,
  role: Role = 'admin',
  { name = `Test ${role}`, secret = testAuthSecret } = {},
): Promise<SignedInUser> {
  const client = new pg.Client(connectionOptions(databaseUrl));
  await client.connect();
  try {
    const userId = randomUUID();
    const email = `${role}-${userId.slice(0, 8)}@example.com`;
    const token = randomBytes(24).toString('hex');
    await client.query(
      'insert into hookwell.users (id, name, email, role, updated_at) values ($1, $2, $3, $4, now())',
      [userId, name, email, role],
    );
    await client.query(
      `insert into hookwell.sessions (id, token, user_id, expires_at, updated_at) values ($1, $2, $3, now() + interval '1 day', now())`,
      [randomUUID(), hashToken(token), userId],
    );
    const signature = createHmac('sha256', secret).update(token).digest('base64');
    const value = encodeURIComponent(`${token}.${signature}`);
    return { userId, email, role, cookie: `${sessionCookie}=${value}`, value };
  } finally {
    await client.end();
  }
}
