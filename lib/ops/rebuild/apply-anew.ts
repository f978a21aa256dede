import type { Pool } from 'pg';
import type { Database } from '../../db/client';
import type { EventOf, EventType } from '../../handlers/define-handler';
import { findHandler } from '../../handlers/registry';
import { toldBy } from '../../inbox/store/told-by';

const BATCH = 500;

/** An event that was applied once, and cannot be applied now. */
export type FailedEvent = { id: string; type: string; error: string };

type Row = { id: string; type: string; account: string | null; livemode: boolean; created_at: Date; body: string };

/** What the live rows were made from: applied at some time, and still readable. */
export const APPLIED = `e.processed_at is not null and e.status <> 'ignored' and e.redacted_at is null`;

/** Notes in the scratch schema which events this rebuild applies, in Stripe's order, and returns how many. */
export async function chooseEvents(pool: Pool, schema: string): Promise<number> {
  const { rowCount } = await pool.query(
    `create table ${schema}.rebuild_events as
     select row_number() over (order by e.created_at, e.id) as place, e.id from hookwell.webhook_events e where ${APPLIED}`,
  );
  await pool.query(`create index on ${schema}.rebuild_events (place)`);
  await pool.query(`create index on ${schema}.rebuild_events (id)`);
  return rowCount ?? 0;
}

/**
 * Applies the chosen events to the scratch schema, each in a transaction of its own, as the worker does: `scratch` is a
 * client of that schema. Nothing is asked of the outside. Returns those that failed.
 */
export async function applyAnew(
  { pool, scratch, schema }: { pool: Pool; scratch: Database; schema: string },
  { signal, onApplied }: { signal?: AbortSignal; onApplied?(count: number): void | Promise<void> },
): Promise<FailedEvent[]> {
  const failed: FailedEvent[] = [];
  let applied = 0;
  for (let last = 0; ; last += BATCH) {
    const { rows } = await pool.query<{ id: string }>(
      `select id from ${schema}.rebuild_events where place > $1 and place <= $2 order by place`,
      [last, last + BATCH],
    );
    if (rows.length === 0) return failed;
    for (const { id } of rows) {
      signal?.throwIfAborted();
      const problem = await applyEvent(pool, scratch, id);
      if (problem) failed.push(problem);
      await onApplied?.(++applied);
    }
  }
}

/** A body has up to a megabyte, so they are read one at a time. */
async function applyEvent(pool: Pool, scratch: Database, id: string): Promise<FailedEvent | null> {
  const { rows } = await pool.query<Row>(
    `select e.id, e.type, e.account, e.livemode, e.created_at, d.body from hookwell.webhook_events e
     join hookwell.event_deliveries d on d.event_id = e.id and d.number = e.body_number where e.id = $1 and ${APPLIED}`,
    [id],
  );
  const [row] = rows;
  // Redacted since it was chosen: what it speaks of is left out of the comparison.
  if (!row) return null;
  const { body, created_at: createdAt, ...event } = row;
  const handler = findHandler(event.type);
  if (!handler) return { id, type: event.type, error: 'no handler for this type any more' };
  try {
    const told = JSON.parse(body) as EventOf<EventType>;
    await scratch.$transaction((tx) =>
      handler.handle(told, {
        tx,
        event: toldBy({ ...event, createdAt }, told),
        rebuilding: true,
      }),
    );
    return null;
  } catch (error) {
    return { id, type: event.type, error: (error as Error).message };
  }
}
