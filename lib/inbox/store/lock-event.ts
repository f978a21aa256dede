import type { Transaction } from '../../db/client';

/**
 * One at a time for an event: whoever applies it, records its failure or replays it. A lock beside the row, not on it:
 * the door counts another delivery of the event meanwhile, and must not wait for a handler.
 */
export async function lockEvent(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`event:${id}`}, 0))::text`;
}

/** {@link lockEvent} for who has other work meanwhile: false, without waiting, while somebody holds it. */
export async function tryLockEvent(tx: Transaction, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ locked: boolean }]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`event:${id}`}, 0)) as locked`;
  return row.locked;
}
