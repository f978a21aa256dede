import { randomBytes } from 'node:crypto';
import type { Transaction } from '../db/client';

export const newOrderId = (): string => `ord_${randomBytes(12).toString('hex')}`;

/**
 * Locks a purchase: the refs and all others of its orders, in sorted order, until the transaction ends. A function of the
 * database does it, in one round trip; the worker's own way to it is {@link import('./resolve-purchase').resolvePurchase}.
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export async function lockPurchase(tx: Transaction, account: string | null, refs: string[]): Promise<void> {
  await tx.$queryRaw`select lock_purchase(${account}, ${refs}::text[])`;
}
