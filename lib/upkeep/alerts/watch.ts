import { connect } from '../../db/client';
import { WATCH_POOL } from '../../db/pool-sizes';
import { log } from '../../kit/log/log';
import { pause } from '../../kit/pause';
import { checkAlerts, claimCheck } from './check-alerts';
import { sendAlerts } from './send-alerts';

/** How often it is asked whether a look is due, and whether there is something to send. */
const EVERY_MS = 5_000;

export type Watch = { stop(): Promise<void> };

/**
 * Looks for what somebody should hear of, and tells them, beside the queue: on a timer and a connection of its own,
 * because the queue, or the pool of its worker, may be what stands still. Every worker does, and an app that leaves the
 * work to others; whose turn it is the database decides.
 */
export function startWatch(url: string): Watch {
  const connections = connect(url, { max: WATCH_POOL, name: 'watch', queryTimeoutMs: 15_000 });
  const stopping = new AbortController();

  async function keep(what: string, act: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await act();
      } catch (error) {
        log().warn({ err: error }, `Could not ${what}: ${(error as Error).message}`);
      }
      await pause(EVERY_MS, stopping.signal);
    }
  }

  const looking = keep('look for what somebody should hear of', async () => {
    if (await claimCheck(connections.prisma)) await checkAlerts(connections.prisma);
  });
  // Apart: a mail server that does not answer must not keep anybody from looking.
  const sending = keep('send alerts', () => sendAlerts(connections.prisma));

  return {
    async stop() {
      stopping.abort();
      await Promise.all([looking, sending]);
      await connections.close();
    },
  };
}
