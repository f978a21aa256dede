import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { OrderHistory } from '@/app/_components/changes';
import { EventTable } from '@/app/_components/event-table';
import { Money } from '@/app/_components/money';
import { OrderStatusPill } from '@/app/_components/states';
import { Card } from '@/app/_components/ui/card';
import { deploymentMode, modeOf, modeParam, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadDetailParams, ordersHref } from '@/app/_lib/search-params';
import { listOrderChanges } from '@/lib/changes/queries';
import { listEventsOfObjects } from '@/lib/events/queries';
import { formatMoney } from '@/lib/money/format-money';
import { Effects } from './effects';
import { loadOrder } from './load-order';
import { OrderFacts } from './order-facts';
import { Refs } from './refs';

export async function generateMetadata({ params }: PageProps<'/orders/[id]'>): Promise<Metadata> {
  const order = await loadOrder((await params).id);
  return { title: order ? `Order of ${formatMoney(order.amount, order.currency)}` : 'Not found' };
}

const shownEvents = 200;

export default async function OrderPage({ params, searchParams }: PageProps<'/orders/[id]'>) {
  const order = await loadOrder((await params).id);
  if (!order) notFound();
  const mode = modeOf(order.livemode);
  // The frame tells the mode from the address, and a record has just one.
  const asked = (await loadDetailParams(searchParams)).mode ?? deploymentMode();
  if (asked !== mode) redirect(recordHref(`/orders/${order.id}`, order.livemode));

  const objectIds = order.refs.map(({ ref }) => ref);
  const [events, changes] = await query((prisma) =>
    Promise.all([
      listEventsOfObjects(prisma, { account: order.account, objectIds, limit: shownEvents }),
      listOrderChanges(prisma, order.id),
    ]),
  );
  return (
    <>
      <header className="mb-6">
        <Link
          href={ordersHref({ mode: modeParam(mode) })}
          className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink"
        >
          <ArrowLeft className="size-3.5" aria-hidden />
          Orders
        </Link>
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="text-2xl font-semibold tracking-tight">
            <span className="sr-only">Order of </span>
            <Money amount={order.amount} currency={order.currency} />
          </h1>
          {order.currency && <span className="text-lg text-faint uppercase">{order.currency}</span>}
          <OrderStatusPill status={order.status} />
        </div>
        <p className="mt-1 break-words text-muted">{order.customerEmail ?? order.customerId ?? 'Guest'}</p>
      </header>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0 space-y-5">
          <OrderFacts order={order} />
          <Effects effects={order.effects} />
          <OrderHistory orderId={order.id} changes={changes} mode={mode} />
        </div>
        <Refs order={order} mode={mode} />
      </div>
      <Card
        title="Events"
        className="mt-5"
        note={events.length < shownEvents ? 'in Stripe’s order, the first one on top' : `the first ${shownEvents}`}
      >
        {events.length > 0 ? (
          <EventTable events={events} times="created" />
        ) : (
          <p className="px-4 py-6 text-muted">No event of this order is kept here.</p>
        )}
      </Card>
    </>
  );
}
