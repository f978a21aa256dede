import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { ErasedNotice } from '@/app/_components/object/erased-notice';
import { ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { Progress } from '@/app/_components/object/progress';
import { orderItem, Related } from '@/app/_components/object/related';
import { OrderAmount } from '@/app/_components/order-amount';
import { OrderStatusPill } from '@/app/_components/states';
import { ObjectStory } from '@/app/_components/story/object-story';
import { loadStory } from '@/app/_lib/load-story';
import { deploymentMode, modeOf, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadObjectParams } from '@/app/_lib/search-params';
import { findCustomerName } from '@/lib/dashboard/customers/get-customer';
import { listMailsOfOrder } from '@/lib/dashboard/mail/queries';
import { listOpenFindings } from '@/lib/dashboard/orders/list-open-findings';
import { tellProgress } from '@/lib/dashboard/orders/tell-progress';
import { mailMode } from '@/lib/effects/mail/mail-mode';
import { formatMoney } from '@/lib/kit/money/format-money';
import { isAmountKnown } from '@/lib/payments/orders/is-amount-known';
import { findRule } from '@/lib/upkeep/invariants/registry';
import { Effects } from './effects';
import { GateBox } from './gate-box';
import { gateState } from './gate-state';
import { idsOfOrder } from './list-parts';
import { loadOrder } from './load-order';
import { Mails } from './mails';
import { Movements } from './movements';
import { OpenFindings } from './open-findings';
import { OrderFacts, OrderMoney } from './order-facts';
import { orderHeadline } from './order-headline';
import { Parts } from './parts';

export async function generateMetadata({ params }: PageProps<'/orders/[id]'>): Promise<Metadata> {
  const order = await loadOrder((await params).id);
  if (!order) return { title: 'Not found' };
  return {
    title: `Order of ${isAmountKnown(order) ? formatMoney(order.amount, order.currency) : 'an unknown amount'}`,
  };
}

/** Rules about fulfillment: what they find is what the box above the progress says, with its buttons. */
const SAID_BY_GATE = ['held_for_a_person', 'paid_not_fulfilled'];

export default async function OrderPage({ params, searchParams }: PageProps<'/orders/[id]'>) {
  const order = await loadOrder((await params).id);
  if (!order) notFound();
  const path = `/orders/${order.id}` as const;
  const asked = await loadObjectParams(searchParams);
  // The frame tells the mode from the address, and a record has just one.
  if ((asked.mode ?? deploymentMode()) !== modeOf(order.livemode)) redirect(recordHref(path, order.livemode));

  const ids = idsOfOrder(order);
  const story = { order: asked.story ?? 'stripe', before: asked.before, after: asked.after };
  const [customer, mails, findings, page] = await query((prisma) =>
    Promise.all([
      findCustomerName(prisma, { id: order.customerId, account: order.account, livemode: order.livemode }),
      listMailsOfOrder(prisma, order.id),
      listOpenFindings(prisma, order),
      loadStory(prisma, { account: order.account, livemode: order.livemode, ids, orderId: order.id }, story),
    ]),
  );
  const steps = tellProgress(order, mailMode());
  const gate = gateState(order);
  // What the box about its fulfillment says is not said twice.
  const found = findings.filter(({ rule }) => !(gate && SAID_BY_GATE.includes(rule)));
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/orders', label: 'Orders' }}
        kind="Order of"
        title={
          <>
            <OrderAmount order={order} />
            {order.currency && isAmountKnown(order) && (
              <span className="ms-2 text-lg font-normal text-faint uppercase">{order.currency}</span>
            )}
          </>
        }
        pills={<OrderStatusPill status={order.status} />}
        lead={orderHeadline(
          order,
          steps,
          found.map(({ rule }) => ({ title: findRule(rule)?.title ?? rule })),
        )}
        id={order.id}
        owner={order}
        atStripe={order.paymentIntentId ?? order.charges[0]?.id ?? order.invoiceId}
      />
      <ErasedNotice account={order.account} id={order.paymentIntentId ?? order.charges[0]?.id ?? order.invoiceId} />
      {gate && <GateBox state={gate} order={order} />}
      <OpenFindings findings={found} order={order} />
      <Progress steps={steps} />
      <ObjectBody
        aside={
          <>
            <Related
              title="Shares a payment with"
              note="one payment, several invoices"
              items={order.sharing.map((other) => orderItem(other, <span className="line-clamp-1">{other.id}</span>))}
            />
            <Parts order={order} />
            <Mails mails={mails} />
          </>
        }
      >
        <OrderMoney order={order} />
        <OrderFacts order={order} customer={customer} />
        <Movements order={order} />
        <Effects order={order} />
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={order} ids={ids} orderId={order.id} />
    </>
  );
}
