import { exportRoute } from '@/app/_lib/export-route';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { refundColumns, refundList } from '@/lib/dashboard/refunds/list';
import { readRefundsUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('refunds', refundList, refundColumns),
  filter: (await readRefundsUrl(request)).filter,
}));
