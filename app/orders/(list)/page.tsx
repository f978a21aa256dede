import { ShoppingBag } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { orderStatuses } from '@/app/_components/states';
import { query } from '@/app/_lib/query';
import { countHeld } from '@/lib/dashboard/orders/count-held';
import { orderList } from '@/lib/dashboard/orders/list';
import { orderGrid, orderTableColumns } from './columns';
import { HoldSegments, tellHoldFilter } from './hold-segments';
import { readOrdersUrl } from './url';

export const metadata = { title: 'Orders' };

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const view = await readOrdersUrl(searchParams);
  const [page, held] = await query((prisma) =>
    Promise.all([orderList.page(prisma, view.request), countHeld(prisma, view.filter.livemode)]),
  );
  return (
    <ListFrame
      title="Orders"
      path="/orders"
      view={view}
      page={page}
      segments={orderStatuses}
      moreSegments={(held.length > 0 || view.asked.kind) && <HoldSegments view={view} held={held} />}
      kindWords={{ term: 'Fulfillment', tell: tellHoldFilter }}
      search="Any id of the purchase, or email"
      filters={['time', 'currency', 'account']}
      calm={{ disputed: 'No order is disputed', failed: 'No order failed', pending: 'No order is pending' }}
      empty={{
        icon: ShoppingBag,
        title: `No ${view.mode} order yet`,
        text: 'An order comes to be with the first event of a purchase: a PaymentIntent, a Checkout Session, an invoice or a charge, whichever arrives first.',
      }}
    >
      <ListTable rows={page.rows} rowKey={({ id }) => id} grid={orderGrid} columns={orderTableColumns} />
    </ListFrame>
  );
}
