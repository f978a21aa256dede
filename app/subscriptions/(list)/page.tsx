import { Repeat } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { query } from '@/app/_lib/query';
import { subscriptionList } from '@/lib/dashboard/billing/list-subscriptions';
import { subscriptionGrid, subscriptionTableColumns } from './columns';
import { readSubscriptionsUrl, subscriptionStatuses } from './url';

export const metadata = { title: 'Subscriptions' };

export default async function SubscriptionsPage({ searchParams }: PageProps<'/subscriptions'>) {
  const view = await readSubscriptionsUrl(searchParams);
  const page = await query((prisma) => subscriptionList.page(prisma, view.request));
  return (
    <ListFrame
      title="Subscriptions"
      path="/subscriptions"
      view={view}
      page={page}
      segments={subscriptionStatuses}
      search="sub_…, customer or e-mail"
      filters={['time', 'currency', 'account']}
      calm={{ past_due: 'No subscription is past due', unpaid: 'No subscription is unpaid' }}
      empty={{
        icon: Repeat,
        title: `No ${view.mode} subscription yet`,
        text: 'It appears here when Stripe tells that one was created, and follows its renewals, trials and its end.',
      }}
    >
      <ListTable
        rows={page.rows}
        rowKey={({ account, id }) => `${account}${id}`}
        grid={subscriptionGrid}
        columns={subscriptionTableColumns}
      />
    </ListFrame>
  );
}
