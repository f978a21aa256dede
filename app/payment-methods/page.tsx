import { CreditCard } from 'lucide-react';
import { LiveRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { paymentMethodStatuses } from '@/app/_components/states';
import { ButtonLink } from '@/app/_components/ui/button';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Segments } from '@/app/_components/ui/segments';
import { deploymentMode, modeParam } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadPaymentMethodsParams, paymentMethodsHref } from '@/app/_lib/search-params';
import { listPaymentMethods } from '@/lib/payment-methods/queries';
import { PaymentMethodTable } from './payment-method-table';

export const metadata = { title: 'Payment methods' };

export default async function PaymentMethodsPage({ searchParams }: PageProps<'/payment-methods'>) {
  const asked = await loadPaymentMethodsParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const kept = { ...asked, mode: modeParam(mode), before: null, after: null };
  const page = await query((prisma) => listPaymentMethods(prisma, { ...asked, livemode: mode === 'live', limit: 50 }));
  return (
    <>
      <PageHeader title="Payment methods" actions={<LiveRefresh atTop={!page.newer} />} />
      <div className="mb-3">
        <Segments
          label="Status"
          segments={[
            { label: 'All', href: paymentMethodsHref({ ...kept, status: null }), active: !asked.status },
            ...paymentMethodStatuses.map(({ status, word }) => ({
              label: word,
              href: paymentMethodsHref({ ...kept, status }),
              active: asked.status === status,
            })),
          ]}
        />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <PaymentMethodTable methods={page.rows} mode={mode} />
        ) : asked.status ? (
          <EmptyState
            icon={CreditCard}
            title={`No ${asked.status} payment method`}
            action={<ButtonLink href={paymentMethodsHref({ mode: kept.mode })}>Show all payment methods</ButtonLink>}
          />
        ) : (
          <EmptyState icon={CreditCard} title={`No ${mode} payment method yet`}>
            It appears here when Stripe tells that one was attached to a customer, and stays when it was detached.
          </EmptyState>
        )}
        <Pager
          newer={page.newer && paymentMethodsHref({ ...kept, after: page.newer })}
          older={page.older && paymentMethodsHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}
