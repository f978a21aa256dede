import { exportRoute } from '@/app/_lib/export-route';
import { effectColumns, effectList, mailKinds } from '@/lib/dashboard/effects/list';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { mailColumns, mailList } from '@/lib/dashboard/mail/list';
import { isFailed, readMailsUrl } from '../url';

export const GET = exportRoute(async (request) => {
  const { asked, filter } = await readMailsUrl(request);
  return isFailed(asked)
    ? { list: listExport('mails', effectList, effectColumns), filter: { ...filter, kind: mailKinds } }
    : { list: listExport('mails', mailList, mailColumns), filter };
});
