import { eventFilter } from '@/app/_lib/event-filter';
import { exportRoute } from '@/app/_lib/export-route';
import { loadEventsParams } from '@/app/_lib/search-params';
import { eventExport } from '@/lib/dashboard/events/event-export';

export const GET = exportRoute(async (request, prisma) => ({
  list: eventExport,
  filter: await eventFilter(prisma, loadEventsParams(request)),
}));
