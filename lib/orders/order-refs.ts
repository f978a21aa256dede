import { randomBytes } from 'node:crypto';
import type { Transaction } from '../db/client';

export const newOrderId = (): string => `ord_${randomBytes(12).toString('hex')}`;

/** The refs given and every other ref of the orders that they belong to, sorted. */
async function closeOverRefs(tx: Transaction, account: string | null, refs: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ ref: string }[]>`
    select distinct r.ref from order_refs r
    where r.order_id in (
      select order_id from order_refs where account is not distinct from ${account} and ref = any(${refs}::text[])
    )`;
  return [...new Set([...refs, ...rows.map((row) => row.ref)])].sort();
}

/** One transaction at a time for each ref. Sorted, so that two events of one purchase cannot deadlock. */
async function lockRefs(tx: Transaction, account: string | null, refs: string[]): Promise<void> {
  const keys = refs.map((ref) => `ref:${account ?? ''}:${ref}`).sort();
  // unnest keeps the array's order, and volatile functions in a select list run row by row.
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(key, 0))::text from unnest(${keys}::text[]) as key`;
}

/**
 * Locks a purchase: the refs and all others of its orders. If another transaction attached one more before the lock
 * was ours, gives the locks back (they are taken in sorted order or not at all) and starts again with all of them.
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export async function lockPurchase(tx: Transaction, account: string | null, refs: string[]): Promise<string[]> {
  let wanted = await closeOverRefs(tx, account, refs);
  for (;;) {
    await tx.$executeRaw`savepoint purchase`;
    await lockRefs(tx, account, wanted);
    const now = await closeOverRefs(tx, account, wanted);
    if (now.length === wanted.length) return wanted;
    await tx.$executeRaw`rollback to savepoint purchase`;
    wanted = now;
  }
}
