import type { Database, Transaction } from '../../db/client';
import { log } from '../../kit/log/log';
import { cleanEvents } from './clean-events';
import { cleanObjects } from './clean-objects';

/** An effect that is on its way may be waited for: a mail server has a minute. */
const TIMEOUT_MS = 300_000;

const EVENTS = 200;
const OBJECTS = 50;

/**
 * Brings an erasure to its end, batch by batch. What a batch has cleaned leaves the list and is counted in the same
 * transaction: killed at any moment, the next run goes on where this one was, and two at a time share no batch.
 */
export async function runErasure(prisma: Database, id: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const left = await prisma.$transaction((tx) => runBatch(tx, id), { timeout: TIMEOUT_MS });
    if (!left) break;
  }
  log().info({ erasure: id }, `Erasure ${id} is done`);
}

/** Those that no job brings on any more, after a restore without the queue for example. */
export async function resumeErasures(prisma: Database, signal?: AbortSignal): Promise<void> {
  const open = await prisma.erasure.findMany({ where: { finishedAt: null }, select: { id: true } });
  for (const { id } of open) await runErasure(prisma, id, signal);
}

async function runBatch(tx: Transaction, id: string): Promise<boolean> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`erasure:${id}`}, 0))::text`;
  // Objects first: a receipt that waits is stopped before anything else.
  const objects = await take(tx, id, 'object', OBJECTS);
  const events = objects.length > 0 ? [] : await take(tx, id, 'event', EVENTS);
  if (objects.length + events.length === 0) {
    await tx.erasure.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: new Date() } });
    return false;
  }
  if (events.length > 0) await count(tx, id, await cleanEvents(tx, events));
  const named = objects.map((ref) => JSON.parse(ref) as [string | null, string]);
  for (const account of new Set(named.map(([of]) => of))) {
    const ids = named.filter(([of]) => of === account).map(([, value]) => value);
    await count(tx, id, await cleanObjects(tx, account, ids));
  }
  return true;
}

async function take(tx: Transaction, erasureId: string, kind: string, most: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ ref: string }[]>`
    delete from hookwell.erasure_items where erasure_id = ${erasureId} and kind = ${kind} and ref in (
      select ref from hookwell.erasure_items where erasure_id = ${erasureId} and kind = ${kind} order by ref limit ${most})
    returning ref`;
  return rows.map(({ ref }) => ref);
}

async function count(tx: Transaction, id: string, cleaned: Record<string, number>): Promise<void> {
  const { counts } = await tx.erasure.findUniqueOrThrow({ where: { id }, select: { counts: true } });
  const sums = { ...(counts as Record<string, number>) };
  for (const [table, rows] of Object.entries(cleaned)) sums[table] = (sums[table] ?? 0) + rows;
  await tx.erasure.update({ where: { id }, data: { counts: sums } });
}
