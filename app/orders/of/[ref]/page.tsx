import { notFound, redirect } from 'next/navigation';
import { orderItem, Related } from '@/app/_components/object/related';
import { PageHeader } from '@/app/_components/ui/page-header';
import { deploymentMode, modeOf, recordHref } from '@/app/_lib/mode';
import { nameObject } from '@/app/_lib/name-object';
import { eventsOfObjectHref, objectHref } from '@/app/_lib/object-href';
import { query } from '@/app/_lib/query';
import { loadObjectParams } from '@/app/_lib/search-params';
import { findOrdersByRef } from '@/lib/dashboard/orders/queries';

export const metadata = { title: 'Orders of a payment' };

/**
 * Leads from a part of a purchase (a PaymentIntent, a Checkout Session, an invoice, a charge) to the order that holds it.
 * A payment of several invoices belongs to several orders, which are listed; what no order holds leads to the events that
 * speak of it.
 */
export default async function OrderOfPage({ params, searchParams }: PageProps<'/orders/of/[ref]'>) {
  const { ref } = await params;
  if (!/^[\w-]{1,255}$/.test(ref)) notFound();
  const { account, mode } = await loadObjectParams(searchParams);
  const orders = await query((prisma) => findOrdersByRef(prisma, { ref, account }));
  const [first] = orders;
  if (!first) redirect(eventsOfObjectHref(ref, { livemode: (mode ?? deploymentMode()) === 'live', account }));
  if (orders.length === 1) redirect(recordHref(`/orders/${first.id}`, first.livemode));
  // The frame tells the mode from the address.
  if ((mode ?? deploymentMode()) !== modeOf(first.livemode)) redirect(objectHref(ref, first));
  return (
    <>
      <PageHeader
        title={`${nameObject(ref)} of ${orders.length} orders`}
        lead={<span className="font-mono text-[13px] break-all">{ref}</span>}
      />
      <Related
        title="Orders"
        note="one payment, several invoices"
        items={orders.map((order) => orderItem(order, order.invoiceId ?? order.id))}
      />
    </>
  );
}
