import { exportRoute } from '@/app/_lib/export-route';
import { customerColumns, customerList } from '@/lib/dashboard/customers/list';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { readCustomersUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('customers', customerList, customerColumns),
  filter: (await readCustomersUrl(request)).filter,
}));
