import { exportRoute } from '@/app/_lib/export-route';
import { disputeColumns } from '@/lib/dashboard/disputes/list';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { chooseDisputeList, readDisputesUrl } from '../url';

export const GET = exportRoute(async (request) => {
  const { asked, filter } = await readDisputesUrl(request);
  return {
    list: listExport('disputes', chooseDisputeList(asked), disputeColumns),
    filter,
  };
});
