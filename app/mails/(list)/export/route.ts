import { exportRoute } from '@/app/_lib/export-route';
import { effectColumns, effectList, mailKinds } from '@/lib/effects/list';
import { listExport } from '@/lib/lists/export/export-list';
import { mailColumns, mailList } from '@/lib/mail/list';
import { isFailed, readMailsUrl } from '../url';

export const GET = exportRoute(async (request) => {
  const { asked, filter } = await readMailsUrl(request);
  return isFailed(asked)
    ? { list: listExport('mails', effectList, effectColumns), filter: { ...filter, kind: mailKinds } }
    : { list: listExport('mails', mailList, mailColumns), filter };
});
