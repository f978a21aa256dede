import { Users } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { query } from '@/app/_lib/query';
import { customerList } from '@/lib/dashboard/customers/list';
import { customerGrid, customerTableColumns } from './columns';
import { readCustomersUrl } from './url';

export const metadata = { title: 'Customers' };

export default async function CustomersPage({ searchParams }: PageProps<'/customers'>) {
  const view = await readCustomersUrl(searchParams);
  const page = await query((prisma) => customerList.page(prisma, view.request));
  return (
    <ListFrame
      title="Customers"
      path="/customers"
      view={view}
      page={page}
      segments={[{ status: 'deleted', word: 'Deleted' }]}
      search="E-mail, name’s beginning, or cus_…"
      filters={['time', 'account']}
      calm={{ deleted: 'No customer was deleted' }}
      empty={{
        icon: Users,
        title: `No ${view.mode} customer yet`,
        text: 'A customer appears here when Stripe tells that one was created or changed. Guests pay without one: they stand on their orders.',
      }}
    >
      <ListTable
        rows={page.rows}
        rowKey={({ account, id }) => `${account}${id}`}
        grid={customerGrid}
        columns={customerTableColumns}
      />
    </ListFrame>
  );
}
