import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import next from 'next';
import { connections } from '../lib/db/client';
import { describeDatabase } from '../lib/db/connection-options';
import { isWebhookPath, serveWebhook } from '../lib/inbox/node-door';
import { isPipelinedTooFar, limitConnections, serverOptions } from '../lib/inbox/server-limits';
import { appUrl, becomeProduction, buildDir, env, localUrl, provide, requireMode } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { log } from '../lib/kit/log/log';
import { keptSecret } from '../lib/kit/security/kept-secret';
import { shutDown } from '../lib/kit/shutdown';
import { migrateChecked } from '../lib/ops/doctor/migrate-checked';
import { warnAtStart } from '../lib/ops/doctor/warn-at-start';
import { NO_KEY_AT_START } from '../lib/ops/doctor/why-a-key';
import { authSecret } from '../lib/people/auth/auth-secret';
import { withClientAddress } from '../lib/people/auth/client-address';
import { announceFirstAdmin } from '../lib/people/users/announce-first-admin';
import { admit } from '../lib/server/admit';
import { refuseUnservable } from '../lib/server/refuse-unservable';
import { freeJobsOfProcess } from '../lib/upkeep/liveness/heartbeat';
import { isWorkerApart, keepWorkerApart } from '../lib/worker/worker-apart';
import { runCommand } from './support/cli';
import { keepWorker } from './support/keep-worker';
import { noDatabase, openDatabase } from './support/open-database';
import { portError } from './support/ports';

const usage = `
Usage: npm start [-- --try]

Runs the production build: migrates the database, then serves the webhook and the dashboard, with a worker beside it, in
a process of its own, unless WORKER=external. Needs DATABASE_URL, AUTH_SECRET and a build (npm run build). SIGTERM finishes the jobs in hand.

  --try  to look at it on this machine, without any of these but a build: on the embedded database of \`npm run dev\`
`;

const TRY = 'To only look at it on this machine: npm start -- --try';

/** What production has to set and a look at it need not, as `npm run dev` has it: secrets of this machine, no other sees it. */
const provideForTrying = () =>
  provide({
    AUTH_SECRET: keptSecret('auth-secret'),
    ERASURE_KEY: keptSecret('erasure-key'),
    HOST: '127.0.0.1',
    STRIPE_MODE: env().deploymentMode ?? 'test',
  });

becomeProduction();

await runCommand({ usage, options: { try: { type: 'boolean' } } }, async ({ values }) => {
  if (values.try && env().DATABASE_URL)
    throw new KnownError(
      `DATABASE_URL is set (${describeDatabase(env().DATABASE_URL ?? '')}): \`npm start\` without --try runs on it.`,
    );
  if (!values.try && !env().DATABASE_URL) throw new KnownError(`${noDatabase()}\n${TRY}`);
  if (!existsSync(join(buildDir(), 'BUILD_ID')))
    throw new KnownError('There is no production build yet: run `npm run build` first.');
  if (values.try) provideForTrying();
  requireMode();
  authSecret();
  const database = await openDatabase({ start: values.try });
  if (values.try) provide({ DATABASE_URL: database.url });
  const serverless = env().WORKER === 'serverless';
  await migrateChecked({ ...database, serverless, warn: warnAtStart });
  const { HOST: host, PORT: port, STRIPE_SECRET_KEY: key, WORKER } = env();
  if (WORKER === 'inline') keepWorkerApart();

  const app = next({ dev: false, hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  // Deliveries take the short way; on a serverless platform the route does the work behind its answer too.
  const short = !serverless;
  const server = createServer(serverOptions(), (request, response) => {
    if (isPipelinedTooFar(request, response)) return;
    if (short && isWebhookPath(request.url)) void serveWebhook(request, response);
    else if (!refuseUnservable(request, response)) withClientAddress(request, () => admit(request, response, handle));
  });
  limitConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, host, port)));
    server.listen(port, host, resolve);
  });
  // No handler runs in this process: one that loops, or fills the memory, takes no delivery along.
  const worker = isWorkerApart() ? keepWorker((pid) => freeJobsOfProcess(connections().pool, pid)) : undefined;
  // PORT=0 takes a free one.
  const { port: listening } = server.address() as AddressInfo;

  const end = async () => {
    log().info('Stopping: no new requests; finishing the jobs in hand …');
    server.close();
    server.closeIdleConnections();
    await worker?.stop();
    await shutDown();
    server.closeAllConnections();
    await app.close();
    await database.release();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());

  const ownUrl = port === 0 ? localUrl(listening) : appUrl();
  await announceFirstAdmin(connections().prisma, ownUrl);
  if (!key) log().warn(NO_KEY_AT_START);
  log().info({ port: listening }, `Hookwell is ready: ${ownUrl}`);
});
// What failed before the server listened must not leave Next's timers alive.
if (process.exitCode) process.exit();
