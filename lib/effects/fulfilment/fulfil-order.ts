import type { Order } from '../../db/generated/client';
import { log } from '../../kit/log/log';

/**
 * The one place where a shop plugs in its own work: send the goods, open the account, start the download. Called once
 * for each paid order. If the process is killed between your call and our record of it, it is called again with the
 * same `idempotencyKey`: hand that key on. What it returns is kept with the effect; what it throws is tried again, ten
 * times in about three and a half hours, unless it is a `PermanentFailure` (lib/kit/jobs). After ten minutes the call
 * counts as failed, and `signal` aborts. `billingReason` says why an invoice was made (`subscription_create`,
 * `subscription_cycle`, `subscription_update`, `manual`, …); null: a purchase without one. See docs/effects.md.
 */
export async function fulfilOrder(
  order: Order,
  { idempotencyKey }: { idempotencyKey: string; signal: AbortSignal; billingReason: string | null },
): Promise<Record<string, string>> {
  log().debug(
    { orderId: order.id, idempotencyKey },
    `No fulfilment of a shop's own is plugged in: order ${order.id} is only marked`,
  );
  return { by: 'default' };
}
