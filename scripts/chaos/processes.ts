import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import { freePort } from '../../harness/free-port';
import { buildDir } from '../../lib/kit/env';
import type { ChaosDatabase } from './database';
import { type Member, startMember } from './member';
import { startNetwork } from './network';
import type { ChaosOptions } from './options';
import { within } from './recovery';

/** What all processes of a run are configured with; made up for this run. */
export function makeEnv(
  smtpUrl: string,
  stripeUrl: string,
): Record<string, string> & { STRIPE_WEBHOOK_SECRET: string } {
  return {
    NODE_ENV: 'production',
    NEXT_DIST_DIR: relative(process.cwd(), buildDir()),
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('hex')}`,
    STRIPE_SECRET_KEY: `sk_test_${randomBytes(12).toString('hex')}`,
    STRIPE_API_BASE_URL: stripeUrl,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    SMTP_URL: smtpUrl,
    EMAIL_FROM: 'Blue Bottle <shop@bluebottle.example>',
    OPERATOR_EMAILS: 'operators@bluebottle.example',
    // Whether goods go out before the money goes back is the machine's, and the run in order has no machine.
    FULFILL_REFUNDED: 'always',
    // A recovery waits for either: less than it may take, and enough for a busy machine.
    HANDLER_TIMEOUT_SECONDS: '10',
    WATCHDOG_SECONDS: '10',
    // The calls of the default fulfilment are counted in the log.
    LOG_LEVEL: 'debug',
  };
}

/** Starts the apps, of which every second one applies events as well, and the workers, each with a network of its own. */
export async function startProcesses(
  { apps, workers }: ChaosOptions,
  database: ChaosDatabase,
  env: Record<string, string>,
): Promise<Member[]> {
  const members: Member[] = [];
  for (let i = 0; i < apps; i++) {
    const [network, port] = [await startNetwork(database.url), await freePort()];
    const works = i % 2 === 0;
    members.push(
      startMember({
        name: `app ${i + 1}`,
        kind: 'app',
        works,
        network,
        url: `http://127.0.0.1:${port}`,
        env: { ...env, DATABASE_URL: network.url, PORT: String(port), WORKER: works ? 'inline' : 'external' },
      }),
    );
  }
  for (let i = 0; i < workers; i++) {
    const network = await startNetwork(database.url);
    const about = { name: `worker ${i + 1}`, kind: 'worker', works: true, url: null, network } as const;
    members.push(startMember({ ...about, env: { ...env, DATABASE_URL: network.url } }));
  }
  const ready = await within(async () => members.every((member) => member.isUp()));
  if (!ready) throw new Error(`Not every process came up:\n${members.map((each) => each.output()).join('\n')}`);
  return members;
}
