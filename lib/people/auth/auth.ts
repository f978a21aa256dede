import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { getPrisma } from '../../db/client';
import { appUrl, isServedOverTls } from '../../kit/env';
import { authSecret } from './auth-secret';
import { clientAddress } from './client-address';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-rules';
import { withHashedTokens } from './session-tokens';

/** How long a session lasts after sign-in. It is not prolonged: who works here daily signs in once a week. */
const SESSION_SECONDS = 7 * 86_400;

/**
 * better-auth as this app uses it: passwords, sessions and their cookies. It is called from our own pages and never
 * mounted as it is: of its many routes most would be one more door. https://better-auth.com/docs/reference/options
 */
function create() {
  return betterAuth({
    appName: 'Hookwell',
    baseURL: appUrl(),
    secret: authSecret(),
    database: withHashedTokens(prismaAdapter(getPrisma(), { provider: 'postgresql' })),
    // Users are made by admins, commands and the first start's link; see lib/people/users.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false, defaultValue: 'viewer' },
        banned: { type: 'boolean', input: false, defaultValue: false },
      },
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const user = await getPrisma().user.findUnique({ where: { id: session.userId }, select: { banned: true } });
            if (user?.banned) throw new APIError('FORBIDDEN', { code: 'BANNED_USER', message: 'Suspended' });
            const ipAddress = context?.headers ? clientAddress(context.headers) : null;
            return { data: { ...session, ipAddress, userAgent: session.userAgent?.slice(0, 255) ?? null } };
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'hookwell',
      useSecureCookies: isServedOverTls(),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // The address comes from client-address.ts, which no header can forge.
      ipAddress: { disableIpTracking: true },
    },
    // Ours (attempts.ts) covers the pages too, and counts per e-mail address.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}

const slot = Symbol.for('hookwell.auth');
type Global = typeof globalThis & { [slot]?: ReturnType<typeof create> };

/** better-auth of this process, made at the first use. Throws when AUTH_SECRET is missing. */
export function auth(): ReturnType<typeof create> {
  const global = globalThis as Global;
  global[slot] ??= create();
  return global[slot];
}

/** Forgets it, for tests that change the database. */
export function resetAuth(): void {
  (globalThis as Global)[slot] = undefined;
}
