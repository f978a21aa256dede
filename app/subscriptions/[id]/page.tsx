import type { Metadata } from 'next';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Money } from '@/app/_components/money';
import { CustomerLink } from '@/app/_components/object/customer-link';
import { UnknownObject } from '@/app/_components/object/notice';
import { FactsBox, ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { Related } from '@/app/_components/object/related';
import { SubscriptionPill } from '@/app/_components/object-states';
import { OrderStatusPill } from '@/app/_components/states';
import { ObjectStory } from '@/app/_components/story/object-story';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { loadStory } from '@/app/_lib/load-story';
import { recordHref } from '@/app/_lib/mode';
import { openObject } from '@/app/_lib/open-object';
import { query } from '@/app/_lib/query';
import { listInvoicesOf, type SubscriptionInvoice } from '@/lib/dashboard/billing/get-subscription';
import { findCustomerName } from '@/lib/dashboard/customers/get-customer';
import { loadSubscription } from './load-subscription';
import { subscriptionHeadline } from './subscription-headline';
import { SubscriptionItems } from './subscription-items';

export async function generateMetadata({ params }: PageProps<'/subscriptions/[id]'>): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadSubscription(id)) ? `Subscription ${id}` : 'Not found' };
}

const shownInvoices = 24;

export default async function SubscriptionPage({ params, searchParams }: PageProps<'/subscriptions/[id]'>) {
  const found = await loadSubscription((await params).id);
  const { id, path, row, owner, story } = await openObject('subscriptions', found, searchParams);
  const ids = [id];
  const [customer, invoices, page] = await query((prisma) =>
    Promise.all([
      findCustomerName(prisma, { id: row?.customerId ?? null, ...owner }),
      listInvoicesOf(prisma, { id, ...owner }, shownInvoices),
      loadStory(prisma, { ...owner, ids }, story),
    ]),
  );
  const who = customer?.name ?? customer?.email;
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/subscriptions', label: 'Subscriptions' }}
        kind="Subscription"
        title={who ? <>Subscription of {who}</> : 'Subscription'}
        pills={row && <SubscriptionPill status={row.status} />}
        lead={row && subscriptionHeadline(row)}
        id={id}
        owner={owner}
      />
      {!row && <UnknownObject kind="Subscription" />}
      <ObjectBody
        aside={
          <Related
            title="Invoices"
            note={invoices.length === shownInvoices ? `the latest ${shownInvoices}` : 'the first one and the renewals'}
            items={invoices.map(invoiceItem)}
            empty="None is known yet."
          />
        }
      >
        {row && (
          <FactsBox>
            <Facts
              facts={[
                {
                  term: 'Customer',
                  value: row.customerId && <CustomerLink id={row.customerId} name={customer} owner={owner} />,
                },
                {
                  term: 'Price',
                  value: row.priceId && (
                    <span className="font-mono text-[13px] break-all">
                      {row.priceId}
                      {row.quantity !== null && row.quantity !== 1 && ` × ${row.quantity}`}
                      {row.items.length > 1 && ` and ${row.items.length - 1} more`}
                    </span>
                  ),
                },
                { term: 'Started', value: <Time at={row.createdAt} format="exact" /> },
                row.currentPeriodStart !== null && {
                  term: 'Period from',
                  value: <Time at={row.currentPeriodStart} format="exact" />,
                },
                row.currentPeriodEnd !== null && {
                  term: 'Period to',
                  value: <Time at={row.currentPeriodEnd} format="exact" />,
                },
                row.trialEnd !== null && { term: 'Trial to', value: <Time at={row.trialEnd} format="exact" /> },
                row.cancelAt !== null && {
                  term: row.endedAt ? 'Was to end' : 'Will end',
                  value: <Time at={row.cancelAt} format="exact" />,
                },
                row.canceledAt !== null && { term: 'Canceled', value: <Time at={row.canceledAt} format="exact" /> },
                row.endedAt !== null && { term: 'Ended', value: <Time at={row.endedAt} format="exact" /> },
              ]}
            />
          </FactsBox>
        )}
        {row && <SubscriptionItems items={row.items} currency={row.currency} />}
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={owner} ids={ids} />
    </>
  );
}

const reasons: Record<string, string> = {
  subscription_create: 'First invoice',
  subscription_cycle: 'Renewal',
  subscription_update: 'Change of plan',
  manual: 'By hand',
};

const invoiceItem = (invoice: SubscriptionInvoice) => ({
  key: invoice.id,
  href: recordHref(`/orders/${invoice.orderId}`, invoice.livemode),
  title: (
    <Money amount={invoice.status === 'paid' ? invoice.amountPaid : invoice.amountDue} currency={invoice.currency} />
  ),
  detail: `${reasons[invoice.billingReason ?? ''] ?? 'Invoice'} ${invoice.number ?? invoice.id}`,
  pill: <OrderStatusPill status={invoice.order.status} />,
  at: invoice.createdAt,
});
