import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeConnections, connections } from '@/lib/db/client';
import { migrateDatabase } from '@/lib/db/migrate';
import { isAlive } from '@/lib/dev/postgres/is-alive';
import { readPidFile } from '@/lib/dev/postgres/pid-file';
import { buildEvent } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { embeddedSandbox } from '../../../harness/embedded';
import { freePort } from '../../../harness/free-port';
import { holdTable } from '../../../harness/hold-table';
import { until } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const sandbox = embeddedSandbox();
let server: Awaited<ReturnType<typeof start>>;
let worker: Worker;
let dir: string;
let port: number;

const start = () => sandbox.acquire({ dir, settings: { port } });
const poolIds = async () => (await connections().prisma.workerHeartbeat.findMany()).map(({ poolId }) => poolId);
const processed = async (id: string) => {
  const event = await connections()
    .prisma.webhookEvent.findUnique({ where: { id } })
    .catch(() => null);
  return event?.status === 'processed';
};

beforeAll(async () => {
  dir = await sandbox.folder();
  port = await freePort();
  server = await start();
  await migrateDatabase(server.url);
  Object.assign(process.env, { HOOKWELL_DATA_DIR: dir, DATABASE_URL: server.url, LOG_LEVEL: 'silent' });
  resetEnv();
  worker = startWorker({ url: server.url, mode: 'process' });
  await until(async () => (await poolIds()).length > 0, 'the worker');
});
afterAll(async () => {
  await worker?.stop();
  await closeConnections();
  await sandbox.cleanUp();
});

// There are no signals on Windows.
it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGQUIT'] as const)(
  'a worker whose job was cut off by the end of PostgreSQL (%s) works on when it is back, under a new id',
  async (signal) => {
    const [before] = await poolIds();
    const [cutOff, after] = [buildEvent('payment_intent.succeeded'), buildEvent('payment_intent.succeeded')];
    const table = await holdTable(server.url, 'payment_intents');
    await storeEvents([cutOff]);
    await table.somebodyWaits();
    const pid = readPidFile(server.dataDir)?.pid as number;
    process.kill(pid, signal);
    while (isAlive(pid)) await pause(5);
    server = await start();

    await until(
      async () =>
        storeEvents([after]).then(
          () => true,
          () => false,
        ),
      'the door',
    );
    await until(() => processed(after.id), 'an event that came afterwards');
    await until(() => processed(cutOff.id), 'the event that was cut off');
    await until(async () => !(await poolIds()).includes(before as string), 'the end of the old id');
  },
  90_000,
);

it('a job that was given to a living worker on a connection that broke is given away again', async () => {
  const [poolId] = await poolIds();
  const { pool } = connections();
  await pool.query(
    `select hookwell_worker.add_job('process_event', '{"id": "evt_none"}', run_at => now() + interval '1 hour', job_key => 'lost')`,
  );
  const locked = async () =>
    (await pool.query(`select locked_by from hookwell_worker.jobs where key = 'lost'`)).rows[0].locked_by;
  await pool.query(
    `update hookwell_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = $1 where key = 'lost'`,
    [poolId],
  );
  expect(await locked()).toBe(poolId);
  await until(async () => (await locked()) === null, 'the job to be free');
});
