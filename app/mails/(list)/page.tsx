import { Mail } from 'lucide-react';
import { LiveRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageHeader } from '@/app/_components/ui/page-header';
import { deploymentMode, modeParam } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadMailsParams, mailsHref } from '@/app/_lib/search-params';
import { type MailMode, mailMode } from '@/lib/mail/mail-mode';
import { listMails } from '@/lib/mail/queries';
import { MailTable } from './mail-table';

export const metadata = { title: 'Mails' };

const leads: Record<MailMode, string> = {
  smtp: 'Receipts to customers and alerts to operators; each is sent once.',
  kept: 'Kept here instead of being sent, because SMTP_URL or EMAIL_FROM is not set.',
  off: 'None is written: set SMTP_URL and EMAIL_FROM, and new payments get their receipts.',
};

export default async function MailsPage({ searchParams }: PageProps<'/mails'>) {
  const asked = await loadMailsParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const kept = { mode: modeParam(mode) };
  const page = await query((prisma) => listMails(prisma, { ...asked, livemode: mode === 'live', limit: 50 }));
  return (
    <>
      <PageHeader title="Mails" lead={leads[mailMode()]} actions={<LiveRefresh atTop={!page.newer} />} />
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <MailTable mails={page.rows} />
        ) : (
          <EmptyState icon={Mail} title={`No ${mode} mail yet`}>
            A receipt is written when an order is paid and the customer’s address is known, an alert when a payment is
            disputed.
          </EmptyState>
        )}
        <Pager
          newer={page.newer && mailsHref({ ...kept, after: page.newer })}
          older={page.older && mailsHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}
