import { notFound, redirect } from 'next/navigation';
import { deploymentMode, recordHref } from '@/app/_lib/mode';
import { eventsOfObjectHref } from '@/app/_lib/object-href';
import { query } from '@/app/_lib/query';
import { loadObjectParams } from '@/app/_lib/search-params';
import { findOrderByRef } from '@/lib/orders/queries';

/**
 * Leads from a part of a purchase (a PaymentIntent, a Checkout Session, an invoice, a charge) to the order that holds it;
 * what no order holds leads to the events that speak of it.
 */
export default async function OrderOfPage({ params, searchParams }: PageProps<'/orders/of/[ref]'>) {
  const { ref } = await params;
  if (!/^[\w-]{1,255}$/.test(ref)) notFound();
  const { account, mode } = await loadObjectParams(searchParams);
  const order = await query((prisma) => findOrderByRef(prisma, { ref, account }));
  if (order) redirect(recordHref(`/orders/${order.id}`, order.livemode));
  redirect(eventsOfObjectHref(ref, { livemode: (mode ?? deploymentMode()) === 'live', account }));
}
