import { setTimeout as pause } from 'node:timers/promises';
import type { WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { QUEUE_VERSION } from '../db/install-queue';
import { log } from '../kit/log/log';

/**
 * graphile-worker announces a migration of its tables on a channel that all of a database share, whatever their schema, and
 * ends a worker that hears of one (graphile-worker 0.17, main.js, handleNotification). What another app's announces is kept
 * from ours; whether it was ours is looked up in our own tables, and then `end` is called.
 */
export function ignoreForeignMigrations(events: WorkerEvents, pool: Pool, end: () => void): void {
  events.on('pool:listen:notification', ({ message }) => {
    if (message.channel !== 'worker:migrate') return;
    // It is told of before it is acted on: under this name nobody knows it.
    message.channel = 'worker:migrate, of any schema';
    void isTooNew(pool).then((tooNew) => {
      if (!tooNew) return;
      log().error('A newer version of Hookwell has changed the queue: this worker takes no more jobs. Start it anew.');
      end();
    });
  });
}

async function isTooNew(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ newer: boolean }>(
      'select exists (select from hookwell_worker.migrations where breaking and id > $1) as newer',
      [QUEUE_VERSION],
    );
    return rows[0]?.newer ?? false;
  } catch (error) {
    log().warn(
      { err: error },
      `Could not look whether the queue was migrated (${(error as Error).message}); asking again`,
    );
    await pause(1_000);
    return isTooNew(pool);
  }
}
