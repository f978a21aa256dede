import { connect } from '../../db/client';
import { WATCH_POOL } from '../../db/pool-sizes';
import { every, type Periodic } from '../../kit/every';
import { checkAlerts, claimCheck } from './check-alerts';
import { sendAlerts } from './send-alerts';

/** How often it is asked whether a look is due, and whether there is something to send. */
const EVERY_MS = 5_000;

/**
 * Looks for what somebody should hear of, and tells them, beside the queue: on a timer and a connection of its own,
 * because the queue, or the pool of its worker, may be what stands still. Every worker does, and an app that leaves the
 * work to others; whose turn it is the database decides.
 */
export function startWatch(url: string): Periodic {
  const connections = connect(url, { max: WATCH_POOL, name: 'watch', queryTimeoutMs: 15_000 });
  const looking = every(EVERY_MS, 'look for what somebody should hear of', async () => {
    if (await claimCheck(connections.prisma)) await checkAlerts(connections.prisma);
  });
  // Apart: a mail server that does not answer must not keep anybody from looking.
  const sending = every(EVERY_MS, 'send alerts', () => sendAlerts(connections.prisma));

  return {
    async stop() {
      await Promise.all([looking.stop(), sending.stop()]);
      await connections.close();
    },
  };
}
