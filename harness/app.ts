import type { Role } from '@/lib/people/auth/roles';
import { testBuild } from './build-app';
import { testSecret } from './deliveries';
import { startScript, type TestProcess } from './processes';
import { type SignedInUser, signInAs, testAuthSecret } from './sign-in';

export type App = TestProcess & {
  url: string;
  /** Somebody with this role who is signed in; send their `cookie` along. */
  signIn(role?: Role): Promise<SignedInUser>;
};

/** Starts the production build as `npm start` does, on a free port. `next build` has run before: `npm test` sees to it. */
export async function startApp(databaseUrl: string, env: Record<string, string | undefined> = {}): Promise<App> {
  const app = startScript('scripts/start.ts', [], {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    NEXT_DIST_DIR: testBuild,
    STRIPE_WEBHOOK_SECRET: testSecret,
    STRIPE_MODE: env.STRIPE_SECRET_KEY ? undefined : 'test',
    AUTH_SECRET: testAuthSecret,
    ...env,
  });
  const [, url] = await app.printed(/Hookwell is ready: (http:\/\/[\w.:[\]]+)/);
  // It starts behind the door, in a process of its own.
  if ((env.WORKER ?? 'inline') === 'inline') await app.printed(/The app's worker is process \d+/);
  return { ...app, url: url as string, signIn: (role) => signInAs(databaseUrl, role) };
}
