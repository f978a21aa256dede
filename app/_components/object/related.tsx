import type { Key, ReactNode } from 'react';
import { recordHref } from '@/app/_lib/mode';
import type { RelatedOrder } from '@/lib/dashboard/orders/related-order';
import { OrderAmount } from '../order-amount';
import { OrderStatusPill } from '../states';
import { Time } from '../time';
import { Card } from '../ui/card';
import { Link } from '../ui/link';

type RelatedItem = {
  key: Key;
  href: string;
  title: ReactNode;
  detail?: ReactNode;
  pill?: ReactNode;
  at?: Date | null;
};

type RelatedProps = { title: string; items: RelatedItem[]; note?: ReactNode; actions?: ReactNode; empty?: string };

/** What belongs to an object: a line for each, the whole of it a link. Nothing at all where there is none and no word for that. */
export function Related({ title, items, note, actions, empty }: RelatedProps) {
  if (items.length === 0 && !empty) return null;
  return (
    <Card title={title} note={note} actions={actions}>
      {items.length === 0 ? (
        <p className="px-4 py-4 text-[13px] text-muted">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">
          {items.map(({ key, href, title, detail, pill, at }) => (
            <li key={key}>
              <Link
                href={href}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
              >
                <span className="min-w-0 flex-1 basis-36">
                  <span className="block font-medium wrap-anywhere">{title}</span>
                  {detail && <span className="block text-xs text-faint wrap-anywhere">{detail}</span>}
                </span>
                {pill}
                {at && <Time at={at} className="ms-auto shrink-0 text-[13px] whitespace-nowrap text-muted" />}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The orders of a payment: one, but for a payment of several invoices. */
export const OrdersOf = ({ orders }: { orders: RelatedOrder[] }) => (
  <Related
    title={orders.length === 1 ? 'The order' : 'The orders'}
    note={orders.length > 1 && 'one payment, several invoices'}
    items={orders.map((order) => orderItem(order, orders.length > 1 ? (order.invoiceId ?? order.id) : undefined))}
  />
);

/** An order as a line of {@link Related}. */
export const orderItem = (order: RelatedOrder, detail?: ReactNode): RelatedItem => ({
  key: order.id,
  href: recordHref(`/orders/${order.id}`, order.livemode),
  title: <OrderAmount order={order} />,
  detail: detail ?? <span className="line-clamp-1">{order.customerEmail ?? order.id}</span>,
  pill: <OrderStatusPill status={order.status} />,
  at: order.createdAt,
});
