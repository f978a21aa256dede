import { Gavel } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { query } from '@/app/_lib/query';
import { disputeGrid, disputeTableColumns } from './columns';
import { chooseDisputeList, disputeStatuses, isDue, readDisputesUrl } from './url';

export const metadata = { title: 'Disputes' };

export default async function DisputesPage({ searchParams }: PageProps<'/disputes'>) {
  const view = await readDisputesUrl(searchParams);
  const page = await query((prisma) => chooseDisputeList(view.asked).page(prisma, view.request));
  return (
    <ListFrame
      title="Disputes"
      path="/disputes"
      view={view}
      page={page}
      segments={disputeStatuses}
      search="Any id of the purchase, or email"
      filters={['time', 'currency', 'account']}
      calm={{
        due: 'No dispute waits for an answer',
        needs_response: 'No dispute waits for an answer',
        lost: 'No dispute was lost',
      }}
      pagerWords={isDue(view.asked) ? { newer: 'Sooner', older: 'Later' } : undefined}
      empty={{
        icon: Gavel,
        title: `No ${view.mode} dispute yet`,
        text: 'When a customer’s bank takes a payment back, it stands here with the day until which an answer counts.',
      }}
    >
      <ListTable
        rows={page.rows}
        rowKey={({ account, id }) => `${account}${id}`}
        grid={disputeGrid}
        columns={disputeTableColumns}
      />
    </ListFrame>
  );
}
