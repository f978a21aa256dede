import type { Database } from '../../db/client';
import { deploymentLivemode } from '../../kit/env';
import { log } from '../../kit/log/log';
import { reconsiderOrder } from './reconsider-order';
import { holdTitle } from './tell-hold';

/** How many orders one look lets go on; the next look takes the others. */
const AT_ONCE = 100;

/**
 * Lets orders go on whose wait is over, the oldest first, and those that looked like the same purchase as an order that
 * turned out to be none: it is known by now what pays or is paid by it. Each in a transaction of its own. Any number of
 * workers may look at the same time: who comes second finds an order that waits no more. Returns how many there were.
 */
export async function openGates(prisma: Database, signal?: AbortSignal): Promise<number> {
  const livemode = deploymentLivemode();
  const due = await prisma.$queryRaw<{ id: string; code: string }[]>`
    (select id, hold_code as code from hookwell.orders where livemode = ${livemode} and hold_ends_at <= now() order by hold_ends_at, id limit ${AT_ONCE})
    union all (
      select t.id, t.hold_code from hookwell.orders t left join hookwell.orders other on other.id = substr(t.hold_detail, length('Order ') + 1)
      where t.hold_code = 'same_purchase' and t.livemode = ${livemode} and t.fulfilled_at is null and (
        other.id is null or (other.invoice_id is not null) = (other.payment_intent_id is not null)
          or (other.invoice_id is null and other.checkout_session_id is not null)
      )
      order by t.held_at, t.id limit ${AT_ONCE}
    )`;
  for (const { id, code } of due) {
    if (signal?.aborted) break;
    const settled = await prisma.$transaction((tx) => reconsiderOrder(tx, id));
    const outcome = settled?.hold ? `now held: ${holdTitle(settled.hold.code)}` : 'it goes on';
    if (settled) log().info({ orderId: id, code }, `Order ${id} was held (${holdTitle(code)}): ${outcome}`);
  }
  return due.length;
}
