import { ShoppingBag } from 'lucide-react';
import { LiveRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { orderStatuses } from '@/app/_components/states';
import { ButtonLink } from '@/app/_components/ui/button';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Segments } from '@/app/_components/ui/segments';
import { deploymentMode, modeParam } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadOrdersParams, ordersHref } from '@/app/_lib/search-params';
import { listOrders } from '@/lib/orders/queries';
import { OrderTable } from './order-table';

export const metadata = { title: 'Orders' };

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const asked = await loadOrdersParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const kept = { ...asked, mode: modeParam(mode), before: null, after: null };
  const page = await query((prisma) => listOrders(prisma, { ...asked, livemode: mode === 'live', limit: 50 }));
  return (
    <>
      <PageHeader title="Orders" actions={<LiveRefresh atTop={!page.newer} />} />
      <div className="mb-3">
        <Segments
          label="Status"
          segments={[
            { label: 'All', href: ordersHref({ ...kept, status: null }), active: !asked.status },
            ...orderStatuses.map(({ status, word }) => ({
              label: word,
              href: ordersHref({ ...kept, status }),
              active: asked.status === status,
            })),
          ]}
        />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <OrderTable orders={page.rows} />
        ) : asked.status ? (
          <EmptyState
            icon={ShoppingBag}
            title="No order in this state"
            action={<ButtonLink href={ordersHref({ mode: kept.mode })}>Show all orders</ButtonLink>}
          />
        ) : (
          <EmptyState icon={ShoppingBag} title={`No ${mode} order yet`}>
            An order comes to be with the first event of a purchase: a PaymentIntent, a Checkout Session, an invoice or
            a charge, whichever arrives first.
          </EmptyState>
        )}
        <Pager
          newer={page.newer && ordersHref({ ...kept, after: page.newer })}
          older={page.older && ordersHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}
