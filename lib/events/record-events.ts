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

/** As the statement reads them, in this order; it casts what is no text. */
const COLUMNS = [
  'id',
  'type',
  'apiVersion',
  'account',
  'livemode',
  'createdAt',
  'source',
  'body',
  'bodySha256',
  'bodyBytes',
  'signatureHeader',
  'secretLabel',
  'verifiedAt',
  'requestId',
  'objectId',
  'customerId',
] as const;

const asText = (value: EventToRecord[(typeof COLUMNS)[number]]): string | null => {
  if (value === null || typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : String(value);
};

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
    ...COLUMNS.map((column) => textArray(events.map((event) => asText(event[column])))),
    textArray(ids.map(([eventId]) => eventId)),
    textArray(ids.map(([, objectId]) => objectId)),
    textArray(ids.map(([, , account]) => account)),
    PROCESS_EVENT,
    MAX_ATTEMPTS,
  ]);
  return rows;
}
