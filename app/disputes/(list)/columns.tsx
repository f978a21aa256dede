import { AccountTag, CellLink, type Column, RowLink, spoken } from '@/app/_components/list/list-table';
import { Money } from '@/app/_components/money';
import { DisputePill } from '@/app/_components/object-states';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { objectHref } from '@/app/_lib/object-href';
import type { ListedDispute } from '@/lib/dashboard/disputes/list';

export const disputeGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(104px,148px)_156px_120px_minmax(0,1fr)_minmax(0,1fr)_88px]';

export const disputeTableColumns: Column<ListedDispute>[] = [
  {
    title: 'Amount',
    end: true,
    cell: (dispute) => (
      <>
        <RowLink href={objectHref(dispute.id, dispute)} title={dispute.id}>
          <Money amount={dispute.amount} currency={dispute.currency} />
        </RowLink>
        {dispute.moved.map(({ currency, withdrawn, reinstated }) => (
          <span key={currency} className="block text-xs text-faint">
            <Money amount={reinstated - withdrawn} currency={currency} /> moved
          </span>
        ))}
      </>
    ),
  },
  { title: 'Status', className: 'max-md:justify-self-end', cell: (dispute) => <DisputePill status={dispute.status} /> },
  {
    title: 'Answer due',
    className: 'text-[13px] whitespace-nowrap max-md:order-4 max-md:mt-1 max-md:justify-self-end',
    cell: (dispute) => <Deadline dispute={dispute} />,
  },
  {
    title: 'Reason',
    className: 'truncate text-muted max-md:order-3 max-md:mt-1',
    cell: (dispute) => (
      <>
        {spoken(dispute.reason)}
        <AccountTag account={dispute.account} />
      </>
    ),
  },
  {
    title: 'Order',
    className: 'truncate max-md:hidden',
    cell: (dispute) => (
      <CellLink href={objectHref(dispute.orderId, dispute)} mono>
        {dispute.orderId}
      </CellLink>
    ),
  },
  {
    title: 'Created',
    end: true,
    className: 'text-[13px] whitespace-nowrap text-muted max-md:hidden',
    cell: (dispute) => <Time at={dispute.createdAt} className="relative" />,
  },
];

const soonMillis = 3 * 86_400_000;

/** Until when an answer counts, as long as one is asked for; a phone shows its age in the same place otherwise. */
function Deadline({ dispute: { status, evidenceDueBy, createdAt } }: { dispute: ListedDispute }) {
  if (!status.endsWith('needs_response'))
    return (
      <>
        <span className="text-faint max-md:hidden">None</span>
        <Time at={createdAt} className="relative text-muted md:hidden" />
      </>
    );
  if (!evidenceDueBy) return <span className="text-faint">Unknown</span>;
  const left = evidenceDueBy.getTime() - Date.now();
  return (
    <span
      className={cn('relative', left < 0 ? 'text-faint' : left < soonMillis ? 'font-medium text-bad' : 'text-warn')}
    >
      {left < 0 && 'Missed '}
      <Time at={evidenceDueBy} />
    </span>
  );
}
