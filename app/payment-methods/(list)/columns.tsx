import { AccountTag, CellLink, type Column, RowLink } from '@/app/_components/list/list-table';
import { PaymentMethodStatusPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { namePaymentMethod } from '@/app/_lib/name-payment-method';
import { customerHref, objectHref } from '@/app/_lib/object-href';
import type { ListedPaymentMethod } from '@/lib/dashboard/payment-methods/list';

export const paymentMethodGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,4fr)_128px_minmax(0,4fr)_112px_88px]';

export const paymentMethodTableColumns: Column<ListedPaymentMethod>[] = [
  {
    title: 'Payment method',
    className: 'flex flex-wrap items-center gap-x-2',
    cell: (method) => (
      <>
        <RowLink href={objectHref(method.id, method)} title={method.id}>
          {namePaymentMethod(method)}
        </RowLink>
        <AccountTag account={method.account} />
      </>
    ),
  },
  { title: 'Expires', className: 'text-[13px] text-muted max-md:hidden', cell: (method) => <Expiry method={method} /> },
  {
    title: 'Customer',
    className: 'truncate max-md:order-3 max-md:mt-1',
    cell: (method) =>
      method.customerId ? (
        <CellLink href={customerHref(method.customerId, method)} mono>
          {method.customerId}
        </CellLink>
      ) : (
        <span className="text-faint">No customer</span>
      ),
  },
  { title: 'Status', cell: (method) => <PaymentMethodStatusPill status={method.status} /> },
  {
    title: 'Created',
    end: true,
    className: 'text-end text-[13px] whitespace-nowrap text-muted max-md:order-4 max-md:mt-1',
    cell: (method) => <Time at={method.createdAt} className="relative" />,
  },
];

function Expiry({ method: { expMonth, expYear } }: { method: ListedPaymentMethod }) {
  if (!expMonth || !expYear) return <span className="text-faint">Never</span>;
  const text = `${String(expMonth).padStart(2, '0')}/${expYear}`;
  // A card is good to the last day of its month.
  const expired = Date.UTC(expYear, expMonth, 1) <= Date.now();
  return expired ? <span className="text-bad">{text}, expired</span> : text;
}
