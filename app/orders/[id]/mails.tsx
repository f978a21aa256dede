import { Related } from '@/app/_components/object/related';
import { recordHref } from '@/app/_lib/mode';
import { MailState } from '@/app/mails/mail-state';
import type { MailOfOrder } from '@/lib/dashboard/mail/queries';

/** The mails that an order set off, each to be read. */
export const Mails = ({ mails }: { mails: MailOfOrder[] }) => (
  <Related
    title="Mails"
    items={mails.map((mail) => ({
      key: mail.effectKey,
      href: recordHref(`/mails/${mail.effectKey}`, mail.livemode),
      title: <span className="line-clamp-2">{mail.subject}</span>,
      detail: <span className="line-clamp-2">to {mail.recipient}</span>,
      pill: <MailState sentAt={mail.sentAt} />,
      at: mail.sentAt ?? mail.createdAt,
    }))}
  />
);
