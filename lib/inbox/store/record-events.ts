import type { Pool, QueryResultRow } from 'pg';
import { textArray } from '../../db/text-array';
import { MAX_ATTEMPTS, PROCESS_EVENT } from '../../kit/jobs/jobs';

/** As many deliveries of one event are kept one by one (lib/db/sql/record_deliveries.sql). */
export const MOST_DELIVERIES = 100;

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
  /** False: it is kept, and changes nothing, as an event of test mode by a live Connect endpoint. */
  applies: boolean;
};

/** `inserted` is false when the event was there already: this delivery was counted, and replaced an unsigned copy. */
export type RecordedEvent = { id: string; inserted: boolean; deliveries: number };

/**
 * What both statements are given: the events without their texts as a JSON array of `hookwell.incoming_event`, the texts
 * beside it, and what the jobs are. A text would be escaped twice in JSON, which costs more than storing its ids.
 */
const valuesOf = (events: EventToRecord[]): unknown[] => [
  JSON.stringify(events.map(toIncoming)),
  textArray(events.map(({ body }) => body)),
  PROCESS_EVENT,
  MAX_ATTEMPTS,
];

/** An event by the attributes of the type `hookwell.incoming_event`: the one place that names them here. */
const toIncoming = (event: EventToRecord) => ({
  id: event.id,
  type: event.type,
  api_version: event.apiVersion,
  account: event.account,
  livemode: event.livemode,
  created_at: event.createdAt,
  source: event.source,
  request_id: event.requestId,
  object_id: event.objectId,
  customer_id: event.customerId,
  object_ids: event.objectIds,
  secret_label: event.secretLabel,
  signature_header: event.signatureHeader,
  verified_at: event.verifiedAt,
  body_sha256: event.bodySha256,
  body_bytes: event.bodyBytes,
  applies: event.applies,
});

const RECORD_DELIVERIES_SQL = 'select id, inserted, deliveries from hookwell.record_deliveries($1, $2, $3, $4)';
const RECORD_NEW_EVENTS_SQL = 'select hookwell.record_new_events($1, $2, $3, $4) as stored';

type RunStatement = <Row extends QueryResultRow>(
  pool: Pick<Pool, 'query'>,
  sql: string,
  values: unknown[],
) => Promise<{ rows: Row[] }>;

const runUnprepared: RunStatement = (pool, sql, values) => pool.query(sql, values);

/**
 * Stores events, their deliveries, object ids and jobs in one statement. When it resolves, all of them are committed. The same
 * id twice, in one call or from several processes at once, is one event and one job; `deliveries` counts.
 * `run` sends the statement: as it is, or prepared.
 */
export async function recordEvents(
  pool: Pick<Pool, 'query'>,
  events: EventToRecord[],
  run: RunStatement = runUnprepared,
): Promise<RecordedEvent[]> {
  const { rows } = await run<RecordedEvent>(pool, RECORD_DELIVERIES_SQL, valuesOf(events));
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
