import Link from 'next/link';
import { ObjectId } from '@/app/_components/object-id';
import { PaymentMethodStatusPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { Tag } from '@/app/_components/ui/pill';
import { type Mode, modeParam } from '@/app/_lib/mode';
import { namePaymentMethod } from '@/app/_lib/name-payment-method';
import { eventsHref } from '@/app/_lib/search-params';
import type { ListedPaymentMethod } from '@/lib/payment-methods/queries';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,4fr)_96px_minmax(0,4fr)_112px_88px]';

/** Payment methods as rows; each leads to its events. */
export function PaymentMethodTable({ methods, mode }: { methods: ListedPaymentMethod[]; mode: Mode }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">Payment method</th>
          <th scope="col">Expires</th>
          <th scope="col">Customer</th>
          <th scope="col">Status</th>
          <th scope="col" className="text-end!">
            Changed
          </th>
        </tr>
      </thead>
      <tbody>
        {methods.map((method) => (
          <tr key={`${method.account}${method.id}`} className={columns}>
            <td className="flex min-w-0 flex-wrap items-center gap-x-2">
              <Link
                href={eventsHref({ object: method.id, mode: modeParam(mode) })}
                prefetch={false}
                className="row-link font-medium"
                title={method.id}
              >
                {namePaymentMethod(method)}
              </Link>
              {method.account && <Tag title="Connected account">{method.account}</Tag>}
            </td>
            <td className="text-[13px] text-muted max-md:hidden">
              <Expiry method={method} />
            </td>
            <td className="min-w-0 truncate max-md:order-3 max-md:mt-1">
              {method.customerId ? (
                <ObjectId id={method.customerId} mode={mode} account={method.account} className="relative" />
              ) : (
                <span className="text-faint">No customer</span>
              )}
            </td>
            <td>
              <PaymentMethodStatusPill status={method.status} />
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-4 max-md:mt-1">
              <Time at={method.detachedAt ?? method.attachedAt ?? method.createdAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Expiry({ method: { expMonth, expYear } }: { method: ListedPaymentMethod }) {
  if (!expMonth || !expYear) return <span className="text-faint">Never</span>;
  const text = `${String(expMonth).padStart(2, '0')}/${expYear}`;
  // A card is good to the last day of its month.
  const expired = Date.UTC(expYear, expMonth, 1) <= Date.now();
  return expired ? <span className="text-bad">{text}, expired</span> : text;
}
