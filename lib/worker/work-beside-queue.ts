import type { Connections } from '../db/client';
import { every, type Periodic } from '../kit/every';
import { log } from '../kit/log/log';
import { openGates } from '../payments/gate/open-gates';
import { refreshQueueStatistics } from '../upkeep/liveness/refresh-queue-statistics';
import { rollUp } from '../upkeep/rollups/roll-up';
import { rescueStranded } from './rescue-stranded';

/** Nothing is stranded often: a restore without the queue, or a process that died on the last try. */
const RESCUE_EVERY_MS = 10_000;

/** As old as the counts of the charts are at the most: what came since then, a page counts for itself. */
const ROLL_UP_EVERY_MS = 5_000;

/** A customer waits no longer than this beyond what an order has to wait for. */
const OPEN_GATES_EVERY_MS = 1_000;

/** What comes in between is not enough to matter. */
const STATISTICS_EVERY_MS = 1_000;

const some = (keys: string[]) => `${keys.length} (${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''})`;

/**
 * What every worker does again and again, apart from the queue, so that nothing can be lost with a job, and each apart from the
 * others and from the beat: a long look must not make a worker seem dead.
 */
export const workBesideQueue = ({ pool, prisma }: Connections): Periodic[] => [
  every(RESCUE_EVERY_MS, 'look for what waits without a job', async () => {
    const { failed, enqueued } = await rescueStranded(pool);
    if (failed.length > 0) log().error(`Gave up on ${some(failed)}: the worker died each time`);
    if (enqueued.length > 0) log().warn(`Enqueued ${some(enqueued)}, which waited without a job`);
  }),
  // After a long absence there is much to count.
  every(ROLL_UP_EVERY_MS, 'bring the charts up to date', (signal) => rollUp(pool, signal)),
  every(OPEN_GATES_EVERY_MS, 'look for orders that have waited long enough', (signal) => openGates(prisma, signal)),
  every(
    STATISTICS_EVERY_MS,
    'have PostgreSQL look at the queue',
    async () => {
      if (await refreshQueueStatistics(pool)) log().debug('Had PostgreSQL look at the queue anew');
    },
    { level: 'debug' },
  ),
];
