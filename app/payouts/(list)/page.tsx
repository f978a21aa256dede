import { Landmark } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { query } from '@/app/_lib/query';
import { payoutList } from '@/lib/dashboard/payouts/list';
import { payoutGrid, payoutTableColumns } from './columns';
import { payoutStatuses, readPayoutsUrl } from './url';

export const metadata = { title: 'Payouts' };

export default async function PayoutsPage({ searchParams }: PageProps<'/payouts'>) {
  const view = await readPayoutsUrl(searchParams);
  const page = await query((prisma) => payoutList.page(prisma, view.request));
  return (
    <ListFrame
      title="Payouts"
      path="/payouts"
      view={view}
      page={page}
      segments={payoutStatuses}
      search="po_…"
      filters={['time', 'currency', 'account']}
      calm={{ failed: 'No payout failed', in_transit: 'No payout is on its way' }}
      empty={{
        icon: Landmark,
        title: `No ${view.mode} payout yet`,
        text: 'It appears here when Stripe tells that money goes from your balance to the bank.',
      }}
    >
      <ListTable
        rows={page.rows}
        rowKey={({ account, id }) => `${account}${id}`}
        grid={payoutGrid}
        columns={payoutTableColumns}
      />
    </ListFrame>
  );
}
