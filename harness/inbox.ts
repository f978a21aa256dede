import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { closeConnections, connections, type Database } from '@/lib/db/client';
import { resetEnv } from '@/lib/kit/env';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { createTestDatabase } from './database';
import { testSecret } from './deliveries';
import { until } from './until';

export { until };

/** This file's own database, and the app's environment pointed at it. Call it at the top of a describe or file. */
export function useInbox(
  env: Record<string, string> = {},
  createDatabase = createTestDatabase,
): { url(): string; prisma(): Database } {
  let url: string;
  let dataDir: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ url, drop } = await createDatabase());
    // A folder of its own: what this checkout keeps for development must not be accepted here.
    dataDir = await mkdtemp(join(tmpdir(), 'hookwell-inbox-'));
    Object.assign(process.env, {
      HOOKWELL_DATA_DIR: dataDir,
      DATABASE_URL: url,
      STRIPE_WEBHOOK_SECRET: testSecret,
      LOG_LEVEL: 'silent',
      ...env,
    });
    resetEnv();
  }, 300_000);
  afterAll(async () => {
    await closeConnections();
    await drop();
    await rm(dataDir, { recursive: true });
  });
  return { url: () => url, prisma: () => connections().prisma };
}

/** A worker in this process on the file's database, ended before the database goes. */
export function useWorker(inbox: { url(): string }): void {
  let worker: Worker;
  beforeAll(() => {
    worker = startWorker({ url: inbox.url(), mode: 'process' });
  });
  afterAll(() => worker.stop());
}

/** Waits until no event and no effect is waiting any more; longer than usual where thousands are to be applied. */
export async function settled(prisma: Database, limitMs?: number): Promise<void> {
  await until(
    async () => {
      const events = await prisma.webhookEvent.count({ where: { status: 'pending' } });
      const effects = await prisma.effect.count({ where: { status: 'pending' } });
      return events + effects === 0;
    },
    'all events and effects to be done',
    limitMs,
  );
}
