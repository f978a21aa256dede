import type { Database } from '../db/client';
import { log } from '../log/log';
import { reconsiderOrder } from './reconsider-order';
import { holdTitle } from './tell-hold';

/** How many orders one look lets go on; the next look takes the others. */
const AT_ONCE = 100;

/**
 * Lets orders go on whose wait is over, the oldest first, each in a transaction of its own. Any number of workers may look
 * at the same time: who comes second finds an order that waits no more. Returns how many there were.
 */
export async function openGates(prisma: Database, signal?: AbortSignal): Promise<number> {
  const due = await prisma.$queryRaw<{ id: string; code: string }[]>`
    select id, hold_code as code from orders where hold_ends_at <= now() order by hold_ends_at, id limit ${AT_ONCE}`;
  for (const { id, code } of due) {
    if (signal?.aborted) break;
    const settled = await prisma.$transaction((tx) => reconsiderOrder(tx, id));
    const outcome = settled?.hold ? `now held: ${holdTitle(settled.hold.code)}` : 'it goes on';
    if (settled) log().info({ orderId: id, code }, `Order ${id} waited long enough (${holdTitle(code)}): ${outcome}`);
  }
  return due.length;
}
