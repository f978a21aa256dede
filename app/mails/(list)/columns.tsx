import { AccountTag, CellLink, type Column, RowLink } from '@/app/_components/list/list-table';
import { Time } from '@/app/_components/time';
import { recordHref } from '@/app/_lib/mode';
import type { ListedMail } from '@/lib/dashboard/mail/list';
import { MailState } from '../mail-state';

export const mailGrid = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[80px_minmax(0,3fr)_minmax(0,5fr)_72px_88px]';

/** Whether it left, to whom, about what. */
export const mailTableColumns: Column<ListedMail>[] = [
  { title: 'State', className: 'max-md:order-4 max-md:mt-1.5', cell: (mail) => <MailState sentAt={mail.sentAt} /> },
  {
    title: 'To',
    className: 'truncate text-muted max-md:order-2 max-md:col-start-1',
    cell: (mail) => (
      <>
        {mail.recipient}
        <AccountTag account={mail.account} />
      </>
    ),
  },
  {
    title: 'Subject',
    className: 'max-md:order-1 max-md:col-span-2',
    cell: (mail) => <RowLink href={recordHref(`/mails/${mail.effectKey}`, mail.livemode)}>{mail.subject}</RowLink>,
  },
  {
    title: 'Order',
    className: 'text-[13px] max-md:order-5 max-md:mt-1.5 max-md:text-end',
    cell: (mail) =>
      mail.orderId && (
        <CellLink href={recordHref(`/orders/${mail.orderId}`, mail.livemode)}>
          Order<span className="sr-only"> {mail.orderId}</span>
        </CellLink>
      ),
  },
  {
    title: 'When',
    end: true,
    className: 'text-end text-[13px] whitespace-nowrap text-muted max-md:order-3',
    cell: (mail) => <Time at={mail.createdAt} className="relative" />,
  },
];
