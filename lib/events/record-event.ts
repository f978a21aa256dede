import type { Pool } from 'pg';
import { queryPrepared } from '../db/query-prepared';
import { groupCommit } from './group-commit';
import { type EventToRecord, type RecordedEvent, recordEvents } from './record-events';

const groups = new WeakMap<Pool, ReturnType<typeof groupCommit>>();

/** Stores one event durably, in a statement that it shares with those that wait at the same moment: {@link groupCommit}. */
export function recordEvent(pool: Pool, event: EventToRecord): Promise<RecordedEvent> {
  let record = groups.get(pool);
  if (!record) {
    record = groupCommit((events) => recordEvents(pool, events, prepared));
    groups.set(pool, record);
  }
  return record(event);
}

/** Planning this statement takes PostgreSQL longer than running it for one event. */
const prepared = (pool: Pick<Pool, 'query'>, sql: string, values: unknown[]) =>
  queryPrepared<RecordedEvent>(pool, sql, values);
