import { AccountTag, type Column, RowLink } from '@/app/_components/list/list-table';
import { Time } from '@/app/_components/time';
import { Pill } from '@/app/_components/ui/pill';
import { objectHref } from '@/app/_lib/object-href';
import type { ListedCustomer } from '@/lib/dashboard/customers/list';

export const customerGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,3fr)_88px]';

export const customerTableColumns: Column<ListedCustomer>[] = [
  {
    title: 'E-mail',
    className: 'flex flex-wrap items-center gap-x-2 gap-y-1',
    cell: (customer) => (
      <>
        <RowLink href={objectHref(customer.id, customer)}>
          {customer.email ?? <span className="font-normal text-muted">No address</span>}
        </RowLink>
        {customer.deleted && <Pill tone="idle">Deleted</Pill>}
      </>
    ),
  },
  {
    title: 'Name',
    className: 'truncate max-md:order-3 max-md:mt-1 max-md:text-muted',
    cell: (customer) => customer.name ?? <span className="text-faint max-md:hidden">Unknown</span>,
  },
  {
    title: 'Id',
    className: 'truncate text-muted max-md:hidden',
    cell: (customer) => (
      <>
        <span className="font-mono text-[13px]">{customer.id}</span>
        <AccountTag account={customer.account} />
      </>
    ),
  },
  {
    title: 'Created',
    end: true,
    className: 'text-end text-[13px] whitespace-nowrap text-muted max-md:order-2',
    cell: (customer) => <Time at={customer.cursor.at} className="relative" />,
  },
];
