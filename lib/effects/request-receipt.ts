import type { EventContext } from '../db/event-context';
import type { Order } from '../db/generated/client';
import { mailMode } from './mail/mail-mode';
import { type EffectContext, requestEffect } from './request-effect';

/** A customer's address that arrives this long after the payment is news of its own, and sends no old receipts. */
const LATE_MS = 86_400_000;

/**
 * Whether the customer's receipt is due: once the order is paid and an address is known, the purchase's own, else the
 * customer's. A purchase of nothing has no receipt. Call it under the order's lock.
 */
export async function isReceiptDue(context: EffectContext, order: Order): Promise<boolean> {
  if (order.paidAt === null || order.amount === 0n || !order.currency || mailMode() === 'off') return false;
  if (!order.customerEmail && order.customerId) await lockCustomer(context, order.account, order.customerId);
  return (await receiptAddress(context, order)) !== null;
}

/** Where the receipt of an order goes. */
export async function receiptAddress({ tx }: Pick<EffectContext, 'tx'>, order: Order): Promise<string | null> {
  if (order.customerEmail || !order.customerId) return order.customerEmail;
  const customer = await tx.customer.findFirst({
    where: { account: order.account, livemode: order.livemode, id: order.customerId },
    select: { email: true },
  });
  return customer?.email ?? null;
}

/**
 * Asks for the receipts that waited for the customer's address, which may arrive behind the payment. Call it once the
 * customer's row is written.
 */
export async function requestReceiptsOfCustomer(context: EventContext, customerId: string): Promise<void> {
  const { tx, event } = context;
  await lockCustomer(context, event.account, customerId);
  const orders = await tx.order.findMany({
    where: {
      account: event.account,
      livemode: event.livemode,
      customerId,
      customerEmail: null,
      paidAt: { gte: new Date(event.createdAt.getTime() - LATE_MS) },
      // What is held has its receipt asked for when it is released.
      holdCode: null,
      effects: { none: { kind: 'receipt' } },
    },
    orderBy: { id: 'asc' },
  });
  for (const order of orders)
    if (await isReceiptDue(context, order)) await requestEffect(context, { kind: 'receipt' }, order);
}

/** Payment and customer may arrive at the same moment: one of the two transactions has to see the other. */
async function lockCustomer({ tx }: Pick<EffectContext, 'tx'>, account: string | null, id: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`customer:${account ?? ''}:${id}`}, 0))::text`;
}
