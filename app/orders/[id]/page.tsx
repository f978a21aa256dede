import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Money } from '@/app/_components/money';
import { ErasedNotice } from '@/app/_components/object/erased-notice';
import { ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { Progress } from '@/app/_components/object/progress';
import { OrderStatusPill } from '@/app/_components/states';
import { Story } from '@/app/_components/story/story';
import { loadStory } from '@/app/_lib/load-story';
import { deploymentMode, modeOf, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadObjectParams } from '@/app/_lib/search-params';
import { findCustomerName } from '@/lib/customers/get-customer';
import { mailMode } from '@/lib/mail/mail-mode';
import { listMailsOfOrder } from '@/lib/mail/queries';
import { formatMoney } from '@/lib/money/format-money';
import { tellProgress } from '@/lib/orders/tell-progress';
import { Effects } from './effects';
import { headline } from './headline';
import { idsOfOrder } from './list-parts';
import { loadOrder } from './load-order';
import { Mails } from './mails';
import { OrderFacts, OrderMoney } from './order-facts';
import { Parts } from './parts';

export async function generateMetadata({ params }: PageProps<'/orders/[id]'>): Promise<Metadata> {
  const order = await loadOrder((await params).id);
  return { title: order ? `Order of ${formatMoney(order.amount, order.currency)}` : 'Not found' };
}

export default async function OrderPage({ params, searchParams }: PageProps<'/orders/[id]'>) {
  const order = await loadOrder((await params).id);
  if (!order) notFound();
  const path = `/orders/${order.id}` as const;
  const asked = await loadObjectParams(searchParams);
  // The frame tells the mode from the address, and a record has just one.
  if ((asked.mode ?? deploymentMode()) !== modeOf(order.livemode)) redirect(recordHref(path, order.livemode));

  const ids = idsOfOrder(order);
  const story = { order: asked.story ?? 'stripe', before: asked.before, after: asked.after };
  const [customer, mails, page] = await query((prisma) =>
    Promise.all([
      findCustomerName(prisma, { id: order.customerId, account: order.account }),
      listMailsOfOrder(prisma, order.id),
      loadStory(prisma, { account: order.account, ids, orderId: order.id }, story),
    ]),
  );
  const steps = tellProgress(order, mailMode());
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/orders', label: 'Orders' }}
        kind="Order of"
        title={
          <>
            <Money amount={order.amount} currency={order.currency} />
            {order.currency && <span className="ms-2 text-lg font-normal text-faint uppercase">{order.currency}</span>}
          </>
        }
        pills={<OrderStatusPill status={order.status} />}
        lead={headline(order, steps)}
        id={order.id}
        owner={order}
        atStripe={order.paymentIntentId ?? order.charges[0]?.id ?? order.invoiceId}
      />
      <ErasedNotice account={order.account} id={order.paymentIntentId ?? order.charges[0]?.id ?? order.invoiceId} />
      <Progress steps={steps} />
      <ObjectBody
        aside={
          <>
            <Parts order={order} />
            <Mails mails={mails} />
          </>
        }
      >
        <OrderMoney order={order} />
        <OrderFacts order={order} customer={customer} />
        <Effects effects={order.effects} />
      </ObjectBody>
      <Story page={page} ask={story} path={path} owner={order} ids={ids} orderId={order.id} />
    </>
  );
}
