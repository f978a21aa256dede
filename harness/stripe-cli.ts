import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { findInstalledByNpm } from '@/lib/dev/stripe-cli/find-cli';
import { startDoor } from './door';
import { startScript, type TestProcess, testEnv } from './processes';
import { type StripeStandIn, startStripeStandIn } from './stripe-stand-in/start';

export const TEST_KEY = 'sk_test_0123456789';

type Env = Record<string, string | undefined>;

/** Stripe's stand-in, the app's door, and a place for the CLI's own files, for the tests of one file. */
export function useStripeCli() {
  let stripe: StripeStandIn;
  let door: Awaited<ReturnType<typeof startDoor>>;
  let home: string;
  const running = new Set<TestProcess>();

  beforeAll(async () => {
    stripe = await startStripeStandIn();
    door = await startDoor();
    home = await mkdtemp(join(tmpdir(), 'hookwell-cli-'));
  });
  afterAll(async () => {
    for (const script of running) await script.end();
    await stripe.stop();
    await door.stop();
    await rm(home, { recursive: true });
  });

  const start = (script: string, args: string[], env: Env): TestProcess => {
    const started = startScript(script, args, {
      APP_URL: door.url,
      STRIPE_SECRET_KEY: TEST_KEY,
      STRIPE_API_BASE_URL: stripe.url,
      HOOKWELL_DATA_DIR: process.env.HOOKWELL_DATA_DIR,
      // The CLI keeps its login there: never the developer's own.
      HOME: home,
      USERPROFILE: home,
      XDG_CONFIG_HOME: home,
      ...env,
    });
    running.add(started);
    void started.exited.then(() => running.delete(started));
    return started;
  };

  return {
    stripe: () => stripe,
    door: () => door,
    /** `npm run listen`. */
    listen: (args: string[] = [], env: Env = {}) => start('scripts/listen.ts', args, env),
    /** `npm run listen`, until events may come. */
    async listening(args: string[] = []): Promise<TestProcess> {
      const script = start('scripts/listen.ts', args, {});
      await script.printed(/The app has that secret/);
      return script;
    },
    /** The Stripe CLI itself. */
    stripeCommand: (args: string[]) =>
      promisify(execFile)(findInstalledByNpm(), [...args, '--api-base', stripe.url], {
        env: testEnv({ HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: home, STRIPE_API_KEY: TEST_KEY }),
      }),
    /** `npm run trigger`. Resolves with its exit code when it has ended. */
    async trigger(args: string[], env: Env = {}): Promise<{ code: number | null; output: string }> {
      const script = start('scripts/trigger.ts', args, env);
      const code = await script.exited;
      return { code, output: script.output() };
    },
  };
}
