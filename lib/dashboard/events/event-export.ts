import type { EventFilter } from '../../inbox/store/filter';
import { exportColumns } from '../lists/export/export-columns';
import type { Exportable } from '../lists/export/export-list';
import { type ListedEvent, listEvents } from './queries';

const columns = exportColumns<ListedEvent>(({ text, time, number }) => [
  text('id', (row) => row.id),
  text('type', (row) => row.type),
  time('created_at', (row) => row.createdAt),
  time('received_at', (row) => row.receivedAt),
  text('status', (row) => row.status),
  text('source', (row) => row.source),
  text('object_id', (row) => row.objectId),
  number('deliveries', (row) => row.deliveries),
  number('attempts', (row) => row.attempts),
  text('last_error', (row) => row.lastError),
  time('next_attempt_at', (row) => row.nextAttemptAt),
  text('summary', (row) => row.summary),
  time('redacted_at', (row) => row.redactedAt),
]);

/** The events of a list as a file, without their payloads; see docs/dashboard.md. */
export const eventExport: Exportable<EventFilter, ListedEvent> = {
  name: 'events',
  columns,
  async next(prisma, filter, after, take) {
    const page = await listEvents(prisma, { ...filter, before: after, limit: take });
    return page.rows;
  },
  cursorOf: (row) => ({ at: row.receivedAt, id: row.id }),
};
