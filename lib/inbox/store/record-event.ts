import type { Pool } from 'pg';
import { queryPrepared } from '../../db/query-prepared';
import { groupCommit } from './group-commit';
import { type EventToRecord, type RecordedEvent, recordEvents, recordNewEvents } from './record-events';

const groups = new WeakMap<Pool, ReturnType<typeof groupCommit>>();

/** Stores one event durably, in a statement that it shares with those that wait at the same moment: {@link groupCommit}. */
export function recordEvent(pool: Pool, event: EventToRecord): Promise<RecordedEvent> {
  let record = groups.get(pool);
  if (!record) {
    // Planning these statements takes PostgreSQL longer than running them for one event.
    record = groupCommit([
      (events) => recordNewEvents(pool, events, queryPrepared),
      (events) => recordEvents(pool, events, queryPrepared),
    ]);
    groups.set(pool, record);
  }
  return record(event);
}
