import { exportRoute } from '@/app/_lib/export-route';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { payoutColumns, payoutList } from '@/lib/dashboard/payouts/list';
import { readPayoutsUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('payouts', payoutList, payoutColumns),
  filter: (await readPayoutsUrl(request)).filter,
}));
