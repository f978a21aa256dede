import type { Pool, QueryResultRow } from 'pg';
import { textArray } from '../db/text-array';
import { MAX_ATTEMPTS, PROCESS_EVENT } from '../jobs/jobs';
import { RECORD_EVENTS_SQL, RECORD_NEW_EVENTS_SQL } from './record-events.sql';

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

/** As the statements read them, in this order; they cast what is no text. */
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

/** What both statements are given: a column after the other, the object ids with the event of each, and what the jobs are. */
function valuesOf(events: EventToRecord[]): unknown[] {
  const ids = events.flatMap((event) =>
    event.objectIds.map((objectId) => [event.id, objectId, event.account] as const),
  );
  return [
    ...COLUMNS.map((column) => textArray(events.map((event) => asText(event[column])))),
    textArray(ids.map(([eventId]) => eventId)),
    textArray(ids.map(([, objectId]) => objectId)),
    textArray(ids.map(([, , account]) => account)),
    PROCESS_EVENT,
    MAX_ATTEMPTS,
  ];
}

type RunStatement = <Row extends QueryResultRow>(
  pool: Pick<Pool, 'query'>,
  sql: string,
  values: unknown[],
) => Promise<{ rows: Row[] }>;

const runUnprepared: RunStatement = (pool, sql, values) => pool.query(sql, values);

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
  const { rows } = await run<RecordedEvent>(pool, RECORD_EVENTS_SQL, valuesOf(events));
  return rows;
}

/**
 * Stores the deliveries that are the first of their id, as {@link recordEvents} does, for two thirds (in groups of twenty
 * nine tenths) of what that costs PostgreSQL. What it leaves out of what it returns is not stored or counted yet: further
 * deliveries, and all of an id of which a sweep's copy comes along.
 */
export async function recordNewEvents(
  pool: Pick<Pool, 'query'>,
  events: EventToRecord[],
  run: RunStatement = runUnprepared,
): Promise<RecordedEvent[]> {
  const swept = new Set(events.filter(({ source }) => source === 'sweep').map(({ id }) => id));
  const first = new Map<string, EventToRecord>();
  for (const event of events) if (!swept.has(event.id) && !first.has(event.id)) first.set(event.id, event);
  const { rows } = await run<{ stored: string[] }>(pool, RECORD_NEW_EVENTS_SQL, valuesOf([...first.values()]));
  return (rows[0]?.stored ?? []).map((id) => ({ id, inserted: true, deliveries: 1 }));
}
