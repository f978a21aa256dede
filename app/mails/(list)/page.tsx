import { Mail } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { query } from '@/app/_lib/query';
import { effectGrid, effectTableColumns } from '@/app/effects/(list)/columns';
import { effectList, mailKinds } from '@/lib/dashboard/effects/list';
import { mailList } from '@/lib/dashboard/mail/list';
import { type MailMode, mailMode } from '@/lib/effects/mail/mail-mode';
import { mailGrid, mailTableColumns } from './columns';
import { isFailed, mailStatuses, readMailsUrl } from './url';

export const metadata = { title: 'Mails' };

const leads: Record<MailMode, string> = {
  smtp: 'Receipts to customers and alerts to operators; each is sent once.',
  kept: 'Kept here instead of being sent, because SMTP_URL or EMAIL_FROM is not set.',
  off: 'None is written: set SMTP_URL and EMAIL_FROM, and new payments get their receipts.',
};

export default async function MailsPage({ searchParams }: PageProps<'/mails'>) {
  const view = await readMailsUrl(searchParams);
  const { page, table } = await query(async (prisma) => {
    if (!isFailed(view.asked)) {
      const page = await mailList.page(prisma, view.request);
      const table = (
        <ListTable rows={page.rows} rowKey={(mail) => mail.effectKey} grid={mailGrid} columns={mailTableColumns} />
      );
      return { page, table };
    }
    const page = await effectList.page(prisma, { ...view.request, kind: mailKinds });
    const table = (
      <ListTable rows={page.rows} rowKey={({ key }) => key} grid={effectGrid} columns={effectTableColumns} />
    );
    return { page, table };
  });
  return (
    <ListFrame
      title="Mails"
      lead={leads[mailMode()]}
      path="/mails"
      view={view}
      page={page}
      segments={mailStatuses}
      search="Any id of the purchase, or e-mail"
      filters={isFailed(view.asked) ? ['time'] : ['time', 'account']}
      calm={{ failed: 'No mail failed', kept: 'No mail is kept here', sent: 'No mail was sent yet' }}
      empty={{
        icon: Mail,
        title: `No ${view.mode} mail yet`,
        text: 'A receipt is written when an order is paid and the customer’s address is known, an alert when a payment is disputed.',
      }}
    >
      {table}
    </ListFrame>
  );
}
