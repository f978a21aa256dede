import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { generateClient } from '../lib/db/generate-client';
import { MigrationError } from '../lib/db/migration-error';
import { setOlderAside } from '../lib/db/older-database';
import { withConnection } from '../lib/db/with-connection';
import type { AcquiredDatabase } from '../lib/dev/postgres/acquire-database';
import { noteDev } from '../lib/dev/postgres/dev-runs';
import { appUrl, currentEnv, dataDir, env } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { migrateChecked } from '../lib/ops/doctor/migrate-checked';
import { warnAtStart } from '../lib/ops/doctor/warn-at-start';
import { authSecret } from '../lib/people/auth/auth-secret';
import { simulatorSecret } from '../lib/stripe/local-secrets';
import { confirm, isInteractive } from './support/ask';
import { runCommand } from './support/cli';
import { openDatabase } from './support/open-database';
import { requireFreePort } from './support/ports';
import { commandFile } from './support/run-node';

const usage = `
Usage: npm run dev [-- --listen] [--set-aside]

Starts everything for development: the database (embedded PostgreSQL unless DATABASE_URL is set), its migrations, the
app with its worker, and prints where it is. Ctrl-C ends all of it.

  --listen     forward the events of your Stripe account's test mode too, as \`npm run listen\` does
  --set-aside  keep the tables of a version from before the first release under another name, and start with empty ones
`;

/** Next leaves the signals to the app, which finishes its jobs; the terminal sends Ctrl-C to both of us. */
function startNext(url: string): ChildProcess {
  const { HOST, PORT } = env();
  return spawn(process.execPath, [commandFile('next'), 'dev', '--hostname', HOST, '--port', String(PORT)], {
    stdio: 'inherit',
    env: {
      ...currentEnv(),
      DATABASE_URL: url,
      NEXT_MANUAL_SIG_HANDLE: '1',
      // Otherwise `next dev` kills its server 100 ms after the signal, with the jobs in hand.
      NEXT_EXIT_TIMEOUT_MS: '60000',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
}

/** `npm run listen` beside the app. When it cannot start it says why, and the app goes on. */
const startListening = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'scripts/listen.ts'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: currentEnv(),
  });

/** Ends a child that may have ended already, and waits for it. */
async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Resolves when the app answers, which also compiles the first route; false when it ended before that. */
async function answers(app: ChildProcess): Promise<boolean> {
  while (app.exitCode === null && app.signalCode === null) {
    try {
      const response = await fetch(`${appUrl()}/api/health`);
      if (response.ok) return true;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // fetch says TypeError while nobody listens
    }
    await delay(200);
  }
  return false;
}

/** The link that makes the first admin, while there is none. The client exists only once it was generated. */
async function findWelcome(url: string): Promise<string | null> {
  const [{ connect }, { firstAdminLink }] = await Promise.all([
    import('../lib/db/client'),
    import('../lib/people/users/first-admin'),
  ]);
  const open = connect(url, { max: 1, name: 'dev' });
  try {
    return await firstAdminLink(open.prisma);
  } finally {
    await open.close();
  }
}

/** What an older version left in the embedded database is kept under another name, if the person wants it so. */
async function migrateOrSetAside(database: AcquiredDatabase, wanted: boolean): Promise<void> {
  const { directUrl, embedded } = database;
  const migrate = () => migrateChecked({ ...database, warn: warnAtStart });
  try {
    await migrate();
  } catch (error) {
    if (!embedded || !(error instanceof MigrationError && error.code === 'older_database')) throw error;
    const question = `${error.message.split('\n')[0]}\nKeep them under another name, and start with empty ones?`;
    if (!wanted && !isInteractive()) throw new KnownError(`${question} Then: npm run dev -- --set-aside`);
    if (!wanted && !(await confirm(question))) throw error;
    const aside = await withConnection(directUrl, 'dev', setOlderAside);
    console.log(`What was there is in the schemas ${aside.join(' and ')} of the same database now.`);
    await migrate();
  }
}

const banner = ({ embedded, listens, welcome }: { embedded: boolean; listens: boolean; welcome: string | null }) => `
  Hookwell is ready   ${appUrl()}
  Webhook endpoint    ${appUrl()}/api/webhook
  Database            ${embedded ? 'embedded PostgreSQL, for development' : 'the server in DATABASE_URL'}
${welcome ? `  Your first sign-in  ${welcome}\n` : ''}
  Try it, in another terminal:

    npm run ${listens ? 'trigger -- payment_intent.succeeded' : 'simulate -- purchase'}
`;

await runCommand(
  { usage, mode: 'development', options: { listen: { type: 'boolean' }, 'set-aside': { type: 'boolean' } } },
  async ({ values }) => {
    const { HOST, PORT } = env();
    await requireFreePort(HOST, PORT);
    await generateClient();
    const database = await openDatabase({ start: true });
    // Commands in another terminal are for this app, while it runs.
    const takeBack = noteDev(dataDir());
    try {
      await migrateOrSetAside(database, values['set-aside'] === true);
      simulatorSecret();
      authSecret();

      const app = startNext(database.url);
      const ended = once(app, 'exit');
      let listening: ChildProcess | undefined;
      let told = false;
      // A terminal's Ctrl-C reaches the children too, another sender's signal only us. Told twice, they end once.
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.on(signal, () => {
          told = true;
          listening?.kill('SIGTERM');
          app.kill('SIGTERM');
        });
      if (await answers(app)) {
        console.log(
          banner({
            embedded: database.embedded,
            listens: values.listen === true,
            welcome: await findWelcome(database.url),
          }),
        );
        if (values.listen) listening = startListening();
      }
      const [code] = (await ended) as [number | null];
      await end(listening);
      process.exitCode = told ? 0 : (code ?? 1);
    } finally {
      takeBack();
      await database.release();
    }
  },
);
