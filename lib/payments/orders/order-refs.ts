import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../db/client';
import type { Scope } from '../../db/event-context';

export const newOrderId = (): string => `ord_${randomBytes(12).toString('hex')}`;

/**
 * Locks a purchase: the refs and all others of its orders, in sorted order, until the transaction ends. A function of the
 * database does it, in one round trip; the worker's own way to it is {@link import('./resolve-purchase').resolvePurchase}.
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export async function lockPurchase(tx: Transaction, { account, livemode }: Scope, refs: string[]): Promise<void> {
  await tx.$queryRaw`select hookwell.lock_purchase(${account}, ${livemode}, ${refs}::text[])`;
}
