import { AccountTag, type Column, RowLink } from '@/app/_components/list/list-table';
import { Money } from '@/app/_components/money';
import { PayoutPill } from '@/app/_components/object-states';
import { Time } from '@/app/_components/time';
import { objectHref } from '@/app/_lib/object-href';
import type { ListedPayout } from '@/lib/dashboard/payouts/list';

export const payoutGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(104px,148px)_136px_152px_minmax(0,1fr)_88px]';

export const payoutTableColumns: Column<ListedPayout>[] = [
  {
    title: 'Amount',
    end: true,
    cell: (payout) => (
      <RowLink href={objectHref(payout.id, payout)} title={payout.id}>
        <Money amount={payout.amount} currency={payout.currency} />
      </RowLink>
    ),
  },
  { title: 'Status', className: 'max-md:justify-self-end', cell: (payout) => <PayoutPill status={payout.status} /> },
  {
    title: 'At the bank',
    className: 'text-[13px] whitespace-nowrap text-muted max-md:order-4 max-md:mt-1 max-md:justify-self-end',
    cell: ({ status, arrivalDate }) =>
      arrivalDate && status !== 'failed' && status !== 'canceled' ? (
        <span className="relative">
          {status === 'paid' ? 'Arrived ' : 'Expected '}
          <Time at={arrivalDate} />
        </span>
      ) : (
        <span className="text-faint">Never</span>
      ),
  },
  {
    title: 'Id',
    className: 'truncate text-muted max-md:order-3 max-md:mt-1',
    cell: (payout) => (
      <>
        {payout.failureMessage ? (
          <span className="text-bad">{payout.failureMessage}</span>
        ) : (
          <span className="font-mono text-[13px]">{payout.id}</span>
        )}
        <AccountTag account={payout.account} />
      </>
    ),
  },
  {
    title: 'Created',
    end: true,
    className: 'text-[13px] whitespace-nowrap text-muted max-md:hidden',
    cell: (payout) => <Time at={payout.createdAt} className="relative" />,
  },
];
