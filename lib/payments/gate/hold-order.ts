import type { EventContext } from '../../db/event-context';
import { cleanText } from '../../kit/text';
import { UnprocessableEvent } from '../../stripe/unprocessable-event';
import { reconsiderOrder } from './reconsider-order';

/** A handler's reason to wait. `ref`: any Stripe id of the purchase. `name` tells its reasons apart. */
export type OwnHold = { ref: string; name: string; reason: string; until?: Date };

/**
 * Holds the order of a purchase for a handler's own reason, until `until` or until {@link releaseHold}: it is not fulfilled
 * and no receipt is sent meanwhile. Said again under the same name it changes. What is fulfilled already is not held.
 * Throws where no order has the id.
 */
export async function holdOrder(context: EventContext, { ref, name, reason, until }: OwnHold): Promise<void> {
  for (const orderId of await findOrders(context, ref)) {
    await context.tx.$executeRaw`
      insert into hookwell.order_holds (order_id, name, reason, ends_at) values (${orderId}, ${name}, ${cleanText(reason)}, ${until ?? null})
      on conflict (order_id, name) do update set reason = excluded.reason, ends_at = excluded.ends_at`;
    if (!context.rebuilding) await reconsiderOrder(context.tx, orderId);
  }
}

/** Ends what {@link holdOrder} began under this name. */
export async function releaseHold(context: EventContext, { ref, name }: Pick<OwnHold, 'ref' | 'name'>): Promise<void> {
  for (const orderId of await findOrders(context, ref)) {
    await context.tx.$executeRaw`delete from hookwell.order_holds where order_id = ${orderId} and name = ${name}`;
    if (!context.rebuilding) await reconsiderOrder(context.tx, orderId);
  }
}

async function findOrders({ tx, event }: EventContext, ref: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.order_id as id from hookwell.order_refs r where r.ref = ${ref} and r.livemode = ${event.livemode} and r.account is not distinct from ${event.account} order by 1`;
  if (rows.length === 0) throw new UnprocessableEvent(`No order has ${ref}: only what is known can be held`);
  return rows.map(({ id }) => id);
}
