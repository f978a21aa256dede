import type { Transaction } from '../../db/client';
import { isOneCustomers } from './one-customers';
import { type Named, subjectHasher } from './subject-hash';

/**
 * Whoever applies an event holds this lock in common until its commit, and an erasure takes it alone while it writes its
 * tombstones: what is applied has either ended before, and is found, or sees them.
 */
export async function lockAgainstErasure(tx: Transaction, alone = false): Promise<void> {
  if (alone) await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('erasure', 0))::text`;
  else await tx.$queryRaw`select pg_advisory_xact_lock_shared(hashtextextended('erasure', 0))::text`;
}

/** What an event, or an object that was fetched, speaks of. */
export type Spoken = { account: string | null; objectIds: string[]; payload: unknown; createdAt: Date };

/**
 * The erasure that what is spoken of falls under. Null: none. An id counts whenever it comes. An address counts for what a
 * guest did before the erasure: who comes back later is a new guest, and a customer is erased by their id. Throws where
 * the hashes were made with another key than this process has. Call it under {@link lockAgainstErasure}.
 */
export async function findErasure(tx: Transaction, spoken: Spoken): Promise<string | null> {
  const [keys] = await tx.$queryRaw<[{ least: string | null; most: string | null }]>`
    select min(key_id) as least, max(key_id) as most from hookwell.tombstones`;
  if (!keys.least) return null;
  const hasher = subjectHasher();
  if (keys.least !== hasher.keyId || keys.most !== hasher.keyId)
    throw new Error(
      'ERASURE_KEY is not the key of the erasures in the database: what was erased could come back. Set the one that they were made with.',
    );
  const { account, objectIds, payload, createdAt } = spoken;
  const objects = objectIds.map((value) => hasher.hash({ kind: 'object', account, value }));
  const emails = guestEmails(payload).map((value) => hasher.hash({ kind: 'email', value }));
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select erasure_id as id from hookwell.tombstones
    where (kind = 'object' and hash = any(${objects}::text[]))
      or (kind = 'email' and hash = any(${emails}::text[]) and created_at >= ${madeAt(payload, createdAt).toISOString()}::timestamptz)
    limit 1`;
  return found?.id ?? null;
}

/** Whether each of these names has a tombstone. */
export async function areAllErased(tx: Transaction, names: Named[]): Promise<boolean> {
  const hashes = [...new Set(names.map((named) => subjectHasher().hash(named)))];
  return (await tx.tombstone.count({ where: { hash: { in: hashes } } })) === hashes.length;
}

/** Writes tombstones: of ids that belong to one customer alone, and of a guest's address. */
export async function writeTombstones(tx: Transaction, erasureId: string, names: Named[]): Promise<void> {
  const hasher = subjectHasher();
  const kept = names.filter((named) => named.kind === 'email' || isOneCustomers(named.value));
  const hashes = kept.map((named) => hasher.hash(named));
  const kinds = kept.map(({ kind }) => kind);
  await tx.$executeRaw`
    insert into hookwell.tombstones (hash, kind, key_id, erasure_id)
    select hash, kind, ${hasher.keyId}, ${erasureId} from unnest(${hashes}::text[], ${kinds}::text[]) as t(hash, kind)
    order by hash on conflict do nothing`;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const objectOf = (payload: unknown) => {
  const { data, object } = asRecord(payload);
  return object === 'event' ? asRecord(asRecord(data).object) : asRecord(payload);
};

/** The addresses that an object without a customer names. */
function guestEmails(payload: unknown): string[] {
  const object = objectOf(payload);
  if (object.customer || object.object === 'customer') return [];
  const places = [object, asRecord(object.customer_details), asRecord(object.billing_details)];
  return places
    .flatMap(({ email, receipt_email, customer_email }) => [email, receipt_email, customer_email])
    .filter((value) => typeof value === 'string');
}

function madeAt(payload: unknown, otherwise: Date): Date {
  const { created } = objectOf(payload);
  return typeof created === 'number' && created >= 0 && created < 253_402_300_799
    ? new Date(created * 1000)
    : otherwise;
}
