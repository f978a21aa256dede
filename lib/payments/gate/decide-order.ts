import type { Database } from '../../db/client';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';
import type { Decision } from './hold';
import { lockOrder, reconsiderOrder } from './reconsider-order';

/** `settled`: it was fulfilled already, or is being fulfilled: nothing is left to decide. */
export type Decided = 'decided' | 'settled' | 'not_found';

/**
 * What a person decides about an order that is not fulfilled: `release` fulfills it, whatever stands against it, `cancel`
 * never does, `done` marks it as fulfilled by hand, without calling the shop's own code. The last word counts. It is
 * written down with who said it, in the transaction that acts on it.
 */
export async function decideOrder(
  prisma: Database,
  orderId: string,
  decision: Decision,
  actor: Actor,
): Promise<Decided> {
  return prisma.$transaction(async (tx) => {
    await lockOrder(tx, orderId);
    // Who is doing the effect holds its lock until it is done.
    const [order] = await tx.$queryRaw<{ fulfilled: boolean; due: boolean; idle: boolean }[]>`
      select o.fulfilled_at is not null as fulfilled, exists (
        select from hookwell.effects e where e.order_id = o.id and e.kind = 'fulfil' and e.status in ('pending', 'retrying')
          and o.hold_code is null
      ) as due, pg_try_advisory_xact_lock(hashtextextended('effect:fulfil:' || o.id, 0)) as idle
      from hookwell.orders o where o.id = ${orderId}`;
    if (!order) return 'not_found';
    if (order.fulfilled || !order.idle || (order.due && decision === 'release')) return 'settled';
    await tx.$executeRaw`
      update hookwell.orders set decision = ${decision}, decided_at = now(), decided_by = ${actor.name},
        fulfilled_at = case when ${decision === 'done'}::boolean then coalesce(fulfilled_at, now()) else fulfilled_at end
      where id = ${orderId}`;
    if (decision === 'done')
      await tx.$executeRaw`
        insert into hookwell.effects (key, kind, livemode, status, order_id, result, completed_at)
        select 'fulfil:' || o.id, 'fulfil', o.livemode, 'done', o.id, jsonb_build_object('by', 'hand'), now() from hookwell.orders o where o.id = ${orderId}
        on conflict (key) do update set status = 'done', result = excluded.result, completed_at = now(), next_attempt_at = null
          where effects.status <> 'done'`;
    await recordAudit(tx, { actor, action: `order.${decision}`, target: orderId });
    await reconsiderOrder(tx, orderId);
    return 'decided';
  });
}
