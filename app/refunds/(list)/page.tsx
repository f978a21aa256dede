import { Undo2 } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { query } from '@/app/_lib/query';
import { refundList } from '@/lib/dashboard/refunds/list';
import { refundGrid, refundTableColumns } from './columns';
import { readRefundsUrl, refundStatuses } from './url';

export const metadata = { title: 'Refunds' };

export default async function RefundsPage({ searchParams }: PageProps<'/refunds'>) {
  const view = await readRefundsUrl(searchParams);
  const page = await query((prisma) => refundList.page(prisma, view.request));
  return (
    <ListFrame
      title="Refunds"
      path="/refunds"
      view={view}
      page={page}
      segments={refundStatuses}
      search="Any id of the purchase, or email"
      filters={['time', 'currency', 'account']}
      calm={{
        failed: 'No refund failed',
        pending: 'No refund is on its way',
        requires_action: 'No refund waits for anybody',
      }}
      empty={{
        icon: Undo2,
        title: `No ${view.mode} refund yet`,
        text: 'It appears here when Stripe tells that money goes back to a customer, whoever started it.',
      }}
    >
      <ListTable
        rows={page.rows}
        rowKey={({ account, id }) => `${account}${id}`}
        grid={refundGrid}
        columns={refundTableColumns}
      />
    </ListFrame>
  );
}
