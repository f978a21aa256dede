import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeConnections, connections } from '@/lib/db/client';
import { migrateDatabase } from '@/lib/db/migrate';
import { isAlive } from '@/lib/dev/postgres/is-alive';
import { readPidFile } from '@/lib/dev/postgres/pid-file';
import { buildEvent } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { checkDatabase } from '@/lib/ops/doctor/check-database';
import { deliver, testSecret } from '../../../harness/deliveries';
import { startDoor } from '../../../harness/door';
import { embeddedSandbox } from '../../../harness/embedded';
import { freePort } from '../../../harness/free-port';
import { until } from '../../../harness/inbox';

const CRASHES = 25;
const SENDERS = 40;

const sandbox = embeddedSandbox();
let door: { url: string; stop(): Promise<void> };
let server: Awaited<ReturnType<typeof start>>;
let dir: string;
let port: number;

/** The server that `npm run dev` starts, with nothing changed but that it keeps its port. */
const start = () => sandbox.acquire({ dir, settings: { port } });

beforeAll(async () => {
  dir = await sandbox.folder();
  port = await freePort();
  server = await start();
  await migrateDatabase(server.url);
  Object.assign(process.env, {
    HOOKWELL_DATA_DIR: dir,
    DATABASE_URL: server.url,
    STRIPE_WEBHOOK_SECRET: testSecret,
    LOG_LEVEL: 'silent',
  });
  resetEnv();
  door = await startDoor();
});
afterAll(async () => {
  await door?.stop();
  await closeConnections();
  await sandbox.cleanUp();
});

/** Ends PostgreSQL without letting it write anything, as its `immediate` does, and starts it again. */
async function crash(): Promise<void> {
  const pid = readPidFile(server.dataDir)?.pid as number;
  process.kill(pid, 'SIGQUIT');
  while (isAlive(pid)) await pause(5);
  server = await start();
}

/** Those that Stripe was told are here, and of which the event or its job is not. */
async function missing(acknowledged: Set<string>): Promise<unknown[]> {
  const { rows } = await connections().pool.query(
    `select id from unnest($1::text[]) as told(id)
     where not exists (select from hookwell.webhook_events e where e.id = told.id)
       or not exists (select from hookwell_worker.jobs j where j.key = 'event:' || told.id)`,
    [[...acknowledged]],
  );
  return rows;
}

it('writes through: the connections of the door wait for the disk', async () => {
  const show = async (name: string) => (await connections().pool.query(`show ${name}`)).rows[0][name];
  expect([await show('fsync'), await show('synchronous_commit'), await show('full_page_writes')]).toEqual([
    'on',
    'on',
    'on',
  ]);
  const findings = await checkDatabase({ url: server.url, directUrl: undefined, serverless: false });
  expect(findings).toContainEqual(expect.objectContaining({ severity: 'ok', code: 'durability' }));
});

// There is no SIGQUIT on Windows.
it.skipIf(process.platform === 'win32')(
  `keeps every acknowledged event and its job through ${CRASHES} ends of PostgreSQL in the middle of ${SENDERS} requests`,
  async () => {
    const acknowledged = new Set<string>();
    const statuses = new Map<number, number>();
    let ending = false;

    async function send(): Promise<void> {
      while (!ending) {
        const event = buildEvent('customer.created');
        const { status } = await deliver(door.url, event);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) acknowledged.add(event.id);
        else await pause(50);
      }
    }

    const sending = Array.from({ length: SENDERS }, send);
    try {
      for (let crashes = 0; crashes < CRASHES; crashes++) {
        const before = acknowledged.size;
        await until(async () => acknowledged.size >= before + SENDERS, 'events that are acknowledged again');
        await crash();
        expect(await missing(acknowledged)).toEqual([]);
      }
    } finally {
      ending = true;
      await Promise.all(sending);
    }

    expect(await missing(acknowledged)).toEqual([]);
    expect([...statuses.keys()].sort()).toEqual([200, 503]);
    console.log(`${acknowledged.size} acknowledged, ${statuses.get(503)} refused with 503, 0 missing`);
  },
  300_000,
);
