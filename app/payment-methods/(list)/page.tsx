import { CreditCard } from 'lucide-react';
import { ListFrame } from '@/app/_components/list/list-frame';
import { ListTable } from '@/app/_components/list/list-table';
import { paymentMethodStatuses } from '@/app/_components/states';
import { query } from '@/app/_lib/query';
import { paymentMethodList } from '@/lib/dashboard/payment-methods/list';
import { paymentMethodGrid, paymentMethodTableColumns } from './columns';
import { readPaymentMethodsUrl } from './url';

export const metadata = { title: 'Payment methods' };

export default async function PaymentMethodsPage({ searchParams }: PageProps<'/payment-methods'>) {
  const view = await readPaymentMethodsUrl(searchParams);
  const page = await query((prisma) => paymentMethodList.page(prisma, view.request));
  return (
    <ListFrame
      title="Payment methods"
      path="/payment-methods"
      view={view}
      page={page}
      segments={paymentMethodStatuses}
      search="Last four digits, e-mail, pm_… or cus_…"
      filters={['time', 'account']}
      calm={{ detached: 'No detached payment method' }}
      empty={{
        icon: CreditCard,
        title: `No ${view.mode} payment method yet`,
        text: 'It appears here when Stripe tells that one was attached to a customer, and stays when it was detached.',
      }}
    >
      <ListTable
        rows={page.rows}
        rowKey={({ account, id }) => `${account}${id}`}
        grid={paymentMethodGrid}
        columns={paymentMethodTableColumns}
      />
    </ListFrame>
  );
}
