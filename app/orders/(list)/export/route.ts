import { exportRoute } from '@/app/_lib/export-route';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { orderColumns, orderList } from '@/lib/dashboard/orders/list';
import { readOrdersUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('orders', orderList, orderColumns),
  filter: (await readOrdersUrl(request)).filter,
}));
