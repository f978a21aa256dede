import { exportColumns } from '../lists/export/export-columns';
import type { Exportable } from '../lists/export/export-list';
import { type ListedRejection, listRejections, type RejectionFilter } from './queries';

const columns = exportColumns<ListedRejection>(({ text, time, number, flag }) => [
  text('id', (row) => row.id),
  text('code', (row) => row.code),
  text('cause', (row) => row.cause),
  text('message', (row) => row.message),
  text('door', (row) => row.door),
  number('count', (row) => row.count),
  time('received_at', (row) => row.receivedAt),
  time('last_seen_at', (row) => row.lastSeenAt),
  text('claimed_event_id', (row) => row.claimedEventId),
  text('claimed_type', (row) => row.claimedType),
  flag('claimed_livemode', (row) => row.claimedLivemode),
  text('user_agent', (row) => row.userAgent),
  time('dismissed_at', (row) => row.dismissedAt),
  // What they claim of mode and account is not verified.
]).filter(({ name }) => name !== 'mode' && name !== 'account');

/** The refused deliveries of a list as a file, without their pieces; what they claim is not verified. */
export const rejectionExport: Exportable<RejectionFilter, ListedRejection> = {
  name: 'rejected',
  columns,
  async next(prisma, filter, after, take) {
    const page = await listRejections(prisma, { ...filter, before: after, limit: take });
    return page.rows;
  },
  cursorOf: (row) => ({ at: row.lastSeenAt, id: row.id }),
};
