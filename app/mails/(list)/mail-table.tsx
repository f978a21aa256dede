import Link from 'next/link';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { recordHref } from '@/app/_lib/mode';
import type { ListedMail } from '@/lib/mail/queries';
import { MailState } from '../mail-state';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[80px_minmax(0,3fr)_minmax(0,5fr)_72px_88px]';

/** Mails as rows: whether it left, to whom, about what. */
export function MailTable({ mails }: { mails: ListedMail[] }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">State</th>
          <th scope="col">To</th>
          <th scope="col">Subject</th>
          <th scope="col">Order</th>
          <th scope="col" className="text-end!">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.effectKey} className={columns}>
            <td className="max-md:order-4 max-md:mt-1.5">
              <MailState sentAt={mail.sentAt} />
            </td>
            <td className="min-w-0 truncate text-muted max-md:order-2 max-md:col-start-1">{mail.recipient}</td>
            <td className="min-w-0 max-md:order-1 max-md:col-span-2">
              <Link
                href={recordHref(`/mails/${mail.effectKey}`, mail.livemode)}
                prefetch={false}
                className="row-link font-medium break-words"
              >
                {mail.subject}
              </Link>
            </td>
            <td className="text-[13px] max-md:order-5 max-md:mt-1.5 max-md:text-end">
              {mail.orderId && (
                <Link
                  href={recordHref(`/orders/${mail.orderId}`, mail.livemode)}
                  prefetch={false}
                  className="relative underline decoration-line-strong underline-offset-3 hover:text-accent"
                >
                  Order<span className="sr-only"> {mail.orderId}</span>
                </Link>
              )}
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-3">
              <Time at={mail.createdAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
