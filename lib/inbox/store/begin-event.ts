import type { Transaction } from '../../db/client';
import type { WebhookEvent } from '../../db/generated/client';

/**
 * A transaction of a handler never waits for the outside: one that asks nothing for this long belongs to a machine that
 * is gone, and would keep its locks until TCP gives it up, which may take two hours.
 */
const LOST_AFTER = '15s';

/** An event as the worker needs it to apply it. */
export type BegunEvent = Pick<
  WebhookEvent,
  | 'id'
  | 'type'
  | 'account'
  | 'livemode'
  | 'createdAt'
  | 'receivedAt'
  | 'status'
  | 'attempts'
  | 'processedAt'
  | 'redactedAt'
  | 'source'
  | 'applies'
  | 'bodyNumber'
> & {
  /** The text that counts, as it was signed. */
  body: string;
  /** Somebody was ever erased. */
  anyErasure: boolean;
  /** The server's process of this transaction, and when it began, to the microsecond. */
  pid: number;
  since: string;
};

/**
 * Begins to apply an event in a transaction, in one round trip: its lock and that against an erasure are taken, what
 * changes from here on is recorded as its doing, and it is read as it is now. See
 * lib/db/sql/begin_event.sql. No statement that follows takes longer than `statementMs`.
 */
export async function beginEvent(tx: Transaction, id: string, statementMs: number): Promise<BegunEvent | null> {
  const [event] = await tx.$queryRaw<(Omit<BegunEvent, 'body'> & { body: string | null })[]>`
    select (b.event).id, (b.event).type, (b.event).account, (b.event).livemode, (b.event).created_at as "createdAt",
      (b.event).received_at as "receivedAt", (b.event).status::text as status, (b.event).attempts, b.body,
      (b.event).processed_at as "processedAt", (b.event).redacted_at as "redactedAt", (b.event).source::text as source,
      (b.event).applies, (b.event).body_number as "bodyNumber",
      b.any_erasure as "anyErasure", pg_backend_pid() as pid, now()::text as since,
      set_config('statement_timeout', ${String(Math.ceil(statementMs))}, true) as "statementTimeout"
    from hookwell.begin_event(${id}, ${LOST_AFTER}) as b`;
  if (event && event.body === null)
    throw new Error(
      `The text of event ${id} is not there (event_deliveries): restore it from a backup, or let a sweep fetch it`,
    );
  return (event as BegunEvent | undefined) ?? null;
}
