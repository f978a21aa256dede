import { exportRoute } from '@/app/_lib/export-route';
import { subscriptionColumns, subscriptionList } from '@/lib/dashboard/billing/list-subscriptions';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { readSubscriptionsUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('subscriptions', subscriptionList, subscriptionColumns),
  filter: (await readSubscriptionsUrl(request)).filter,
}));
