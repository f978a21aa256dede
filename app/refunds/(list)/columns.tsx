import { AccountTag, CellLink, type Column, RowLink, spoken } from '@/app/_components/list/list-table';
import { Money } from '@/app/_components/money';
import { RefundPill } from '@/app/_components/object-states';
import { Time } from '@/app/_components/time';
import { objectHref } from '@/app/_lib/object-href';
import type { ListedRefund } from '@/lib/dashboard/refunds/list';

export const refundGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(104px,148px)_136px_minmax(0,3fr)_minmax(0,2fr)_88px]';

export const refundTableColumns: Column<ListedRefund>[] = [
  {
    title: 'Amount',
    end: true,
    cell: (refund) => (
      <>
        <RowLink href={objectHref(refund.id, refund)} title={refund.id}>
          <Money amount={refund.amount} currency={refund.currency} />
        </RowLink>
        {refund.moved !== refund.amount && (
          <span className="block text-xs text-faint">
            {refund.moved === 0n ? (
              'no money moved'
            ) : (
              <>
                <Money amount={refund.moved} currency={refund.currency} /> moved
              </>
            )}
          </span>
        )}
      </>
    ),
  },
  { title: 'Status', className: 'max-md:justify-self-end', cell: (refund) => <RefundPill status={refund.status} /> },
  {
    title: 'Reason',
    className: 'truncate text-muted max-md:mt-1',
    cell: (refund) => (
      <>
        {refund.failureReason ? (
          <span className="text-bad">{spoken(refund.failureReason)}</span>
        ) : refund.reason ? (
          spoken(refund.reason)
        ) : (
          <span className="text-faint">No reason given</span>
        )}
        <AccountTag account={refund.account} />
      </>
    ),
  },
  {
    title: 'Order',
    className: 'truncate max-md:hidden',
    cell: (refund) => (
      <CellLink href={objectHref(refund.orderId, refund)} mono>
        {refund.orderId}
      </CellLink>
    ),
  },
  {
    title: 'Created',
    end: true,
    className: 'text-end text-[13px] whitespace-nowrap text-muted max-md:mt-1',
    cell: (refund) => <Time at={refund.createdAt} className="relative" />,
  },
];
