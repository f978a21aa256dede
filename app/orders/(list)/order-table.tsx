import { PackageCheck } from 'lucide-react';
import Link from 'next/link';
import { Money } from '@/app/_components/money';
import { OrderStatusPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { Tag } from '@/app/_components/ui/pill';
import { recordHref } from '@/app/_lib/mode';
import type { ListedOrder } from '@/lib/orders/queries';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(104px,148px)_136px_minmax(0,1fr)_120px_88px]';

/** Orders as rows: how much, in which state, whose, and whether the goods went out. */
export function OrderTable({ orders }: { orders: ListedOrder[] }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col" className="text-end!">
            Amount
          </th>
          <th scope="col">Status</th>
          <th scope="col">Customer</th>
          <th scope="col">Fulfilled</th>
          <th scope="col" className="text-end!">
            Created
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id} className={columns}>
            <td className="min-w-0 md:text-end">
              <Link
                href={recordHref(`/orders/${order.id}`, order.livemode)}
                prefetch={false}
                className="row-link font-medium break-words"
              >
                <Money amount={order.amount} currency={order.currency} />
              </Link>
              {order.amountRefunded > 0n && order.amountRefunded < order.amount && (
                <span className="block text-xs text-faint">
                  <Money amount={-order.amountRefunded} currency={order.currency} /> refunded
                </span>
              )}
            </td>
            <td className="max-md:justify-self-end">
              <OrderStatusPill status={order.status} />
            </td>
            <td className="min-w-0 truncate text-muted max-md:mt-1">
              {order.customerEmail ?? <span className="font-mono text-[13px]">{order.customerId ?? 'Guest'}</span>}
              {order.account && (
                <>
                  {' '}
                  <Tag title="Connected account">{order.account}</Tag>
                </>
              )}
            </td>
            <td className="text-[13px] max-md:hidden">
              <Fulfilled at={order.fulfilledAt} />
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:mt-1">
              <Time at={order.createdAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fulfilled({ at }: { at: Date | null }) {
  if (!at) return <span className="text-faint">Not yet</span>;
  return (
    <span className="relative flex w-fit items-center gap-1.5 text-muted">
      <PackageCheck className="size-4 text-ok" aria-hidden />
      <Time at={at} />
    </span>
  );
}
