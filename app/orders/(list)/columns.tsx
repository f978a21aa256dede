import { PackageCheck } from 'lucide-react';
import { AccountTag, type Column, RowLink } from '@/app/_components/list/list-table';
import { Money } from '@/app/_components/money';
import { OrderAmount } from '@/app/_components/order-amount';
import { OrderStatusPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { objectHref } from '@/app/_lib/object-href';
import { HoldPill } from '@/app/orders/hold-pill';
import type { ListedOrder } from '@/lib/dashboard/orders/list';

export const orderGrid =
  'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(104px,164px)_136px_minmax(0,1fr)_156px_88px]';

/** How much, in which state, whose, and whether the goods went out. */
export const orderTableColumns: Column<ListedOrder>[] = [
  {
    title: 'Amount',
    end: true,
    cell: (order) => (
      <>
        <RowLink href={objectHref(order.id, order)}>
          <OrderAmount order={order} />
        </RowLink>
        {order.amountRefunded > 0n && order.amountRefunded < order.amount && (
          <span className="block text-xs text-faint">
            <Money amount={-order.amountRefunded} currency={order.currency} /> refunded
          </span>
        )}
        {order.amountDisputed > 0n && (
          <span className="block text-xs text-faint">
            <Money amount={-order.amountDisputed} currency={order.currency} /> disputed
          </span>
        )}
        {order.amountOutside > 0n && (
          <span className="block text-xs text-faint">
            <Money amount={order.amountOutside} currency={order.currency} /> outside of Stripe
          </span>
        )}
      </>
    ),
  },
  { title: 'Status', className: 'max-md:justify-self-end', cell: (order) => <OrderStatusPill status={order.status} /> },
  {
    title: 'Customer',
    className: 'truncate text-muted max-md:mt-1',
    cell: (order) => (
      <>
        {order.customerEmail ?? <span className="font-mono text-[13px]">{order.customerId ?? 'Guest'}</span>}
        <AccountTag account={order.account} />
        {!order.fulfilledAt && <HoldPill order={order} className="mt-1 md:hidden" />}
      </>
    ),
  },
  { title: 'Fulfilled', className: 'text-[13px] max-md:hidden', cell: (order) => <Fulfilled order={order} /> },
  {
    title: 'Created',
    end: true,
    className: 'text-end text-[13px] whitespace-nowrap text-muted max-md:mt-1',
    cell: (order) => <Time at={order.createdAt} className="relative" />,
  },
];

function Fulfilled({ order }: { order: ListedOrder }) {
  const at = order.fulfilledAt;
  if (!at) return order.holdCode ? <HoldPill order={order} /> : <span className="text-faint">Not yet</span>;
  return (
    <span className="relative flex w-fit items-center gap-1.5 text-muted">
      <PackageCheck className="size-4 text-ok" aria-hidden />
      <Time at={at} />
    </span>
  );
}
