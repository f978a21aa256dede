import type { Pool } from 'pg';
import { textArray } from '../db/text-array';
import { MAX_ATTEMPTS, PROCESS_EVENT } from '../jobs/jobs';
import { RECORD_EVENTS_SQL } from './record-events.sql';

export type EventToRecord = {
  id: string;
  type: string;
  apiVersion: string | null;
  account: string | null;
  livemode: boolean;
  createdAt: Date;
  source: 'webhook' | 'sweep' | 'simulator';
  body: string;
  bodySha256: string;
  bodyBytes: number;
  signatureHeader: string | null;
  secretLabel: string | null;
  verifiedAt: Date | null;
  requestId: string | null;
  objectId: string | null;
  customerId: string | null;
  objectIds: string[];
};

/** `inserted` is false when the event was there already: this delivery was counted, and replaced an unsigned copy. */
export type RecordedEvent = { id: string; inserted: boolean; deliveries: number };

const column = <K extends keyof EventToRecord>(events: EventToRecord[], key: K) => events.map((event) => event[key]);

type TextKey = { [K in keyof EventToRecord]: EventToRecord[K] extends string | null ? K : never }[keyof EventToRecord];

const texts = (events: EventToRecord[], key: TextKey) => textArray(events.map((event) => event[key]));

type RunStatement = (pool: Pick<Pool, 'query'>, sql: string, values: unknown[]) => Promise<{ rows: RecordedEvent[] }>;

const runUnprepared: RunStatement = (pool, sql, values) => pool.query<RecordedEvent>(sql, values);

/**
 * Stores events, their object ids and their jobs in one statement. When it resolves, all of them are committed.
 * The same id twice, in one call or from several processes at once, is one row and one job; `deliveries` counts.
 * `run` sends the statement: as it is, or prepared.
 */
export async function recordEvents(
  pool: Pick<Pool, 'query'>,
  events: EventToRecord[],
  run: RunStatement = runUnprepared,
): Promise<RecordedEvent[]> {
  const ids = events.flatMap((event) =>
    event.objectIds.map((objectId) => [event.id, objectId, event.account] as const),
  );
  const { rows } = await run(pool, RECORD_EVENTS_SQL, [
    texts(events, 'id'),
    texts(events, 'type'),
    texts(events, 'apiVersion'),
    texts(events, 'account'),
    column(events, 'livemode'),
    column(events, 'createdAt'),
    column(events, 'source'),
    texts(events, 'body'),
    texts(events, 'bodySha256'),
    column(events, 'bodyBytes'),
    texts(events, 'signatureHeader'),
    texts(events, 'secretLabel'),
    column(events, 'verifiedAt'),
    texts(events, 'requestId'),
    texts(events, 'objectId'),
    texts(events, 'customerId'),
    textArray(ids.map(([eventId]) => eventId)),
    textArray(ids.map(([, objectId]) => objectId)),
    textArray(ids.map(([, , account]) => account)),
    PROCESS_EVENT,
    MAX_ATTEMPTS,
  ]);
  return rows;
}
