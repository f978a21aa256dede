import type { Order } from '../db/generated/client';
import { mailMode } from '../mail/mail-mode';
import { type EffectContext, type EffectRequest, requestEffect } from './request-effect';

/**
 * Asks for the customer's receipt, once it is paid and an address is known: the purchase's own, else the customer's.
 * Null: none is due. A purchase of nothing has no receipt. Call it under the order's lock.
 */
export async function requestReceipt(context: EffectContext, order: Order): Promise<EffectRequest | null> {
  if (order.paidAt === null || order.amount === 0n || !order.currency || mailMode() === 'off') return null;
  if (!(await receiptAddress(context.tx, order))) return null;
  return requestEffect(context, 'receipt', order);
}

/** Where the receipt of an order goes. */
export async function receiptAddress(tx: EffectContext['tx'], order: Order): Promise<string | null> {
  if (order.customerEmail || !order.customerId) return order.customerEmail;
  const customer = await tx.customer.findFirst({
    where: { account: order.account, id: order.customerId },
    select: { email: true },
  });
  return customer?.email ?? null;
}
