import { UserX } from 'lucide-react';
import type { Metadata } from 'next';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { ErasedNotice } from '@/app/_components/object/erased-notice';
import { Notice, UnknownObject } from '@/app/_components/object/notice';
import { FactsBox, ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { orderItem, Related } from '@/app/_components/object/related';
import { ObjectStory } from '@/app/_components/story/object-story';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { Link } from '@/app/_components/ui/link';
import { Pill } from '@/app/_components/ui/pill';
import { may } from '@/app/_lib/guard';
import { loadStory } from '@/app/_lib/load-story';
import { openObject } from '@/app/_lib/open-object';
import { query } from '@/app/_lib/query';
import { getCustomerRelations } from '@/lib/dashboard/customers/get-customer';
import { CustomerTotals } from './customer-totals';
import { disputeItem, paymentMethodItem, subscriptionItem } from './items';
import { loadCustomer } from './load-customer';

export async function generateMetadata({ params }: PageProps<'/customers/[id]'>): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadCustomer(id)) ? `Customer ${id}` : 'Not found' };
}

export default async function CustomerPage({ params, searchParams }: PageProps<'/customers/[id]'>) {
  const found = await loadCustomer((await params).id);
  const { id, path, row, owner, story } = await openObject('customers', found, searchParams);
  const admin = await may('admin');
  const ids = [id];
  const isAccount = id.startsWith('acct_');
  const { account } = owner;
  const [relations, page] = await query((prisma) =>
    Promise.all([getCustomerRelations(prisma, { id, ...owner }), loadStory(prisma, { ...owner, ids }, story)]),
  );
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/customers', label: 'Customers' }}
        kind="Customer"
        title={row?.name ?? row?.email ?? id}
        pills={
          row?.deleted && (
            <Pill tone="bad" icon={UserX}>
              Deleted
            </Pill>
          )
        }
        lead={row?.name && row.email}
        id={id}
        owner={owner}
      />
      {!row && (isAccount ? <AccountNotice /> : <UnknownObject kind="Customer" />)}
      <ErasedNotice account={account} id={id} />
      {admin && !isAccount && (
        <p className="mb-4 text-[13px]">
          <Link
            href={`/settings/erasure?${new URLSearchParams({ customer: id, ...(account && { account }) })}`}
            className="text-muted underline decoration-line-strong underline-offset-3 hover:text-accent"
          >
            Erase this customer…
          </Link>
        </p>
      )}
      {row?.deleted && (
        <Notice icon={UserX} title="Deleted at Stripe">
          Stripe has ended their subscriptions and takes no more payments from them. What happened before stays here.
        </Notice>
      )}
      <ObjectBody
        aside={
          <>
            <Related
              title="Payment methods"
              items={relations.paymentMethods.map(paymentMethodItem)}
              empty="None was saved."
            />
            <Related title="Subscriptions" items={relations.subscriptions.map(subscriptionItem)} />
            <Related title="Disputes" items={relations.disputes.map(disputeItem)} />
          </>
        }
      >
        <CustomerTotals totals={relations.totals} />
        {row && (
          <FactsBox>
            <Facts
              facts={[
                { term: 'E-mail', value: row.email && <bdi>{row.email}</bdi> },
                { term: 'Name', value: row.name && <bdi className="line-clamp-3">{row.name}</bdi> },
                { term: 'Languages', value: row.locales.join(', ') || row.locale },
                { term: 'Created', value: row.createdAt && <Time at={row.createdAt} format="exact" /> },
              ]}
            />
          </FactsBox>
        )}
        <Related
          title="Orders"
          note={relations.orders.length === 10 ? 'the latest 10' : undefined}
          items={relations.orders.map((order) => orderItem(order, order.id))}
          empty="No purchase of theirs is known."
        />
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={owner} ids={ids} />
    </>
  );
}

const AccountNotice = () => (
  <Notice title="This customer is an Account">
    Payments and subscriptions name it instead of a Customer. Its name and address are at Stripe; what it bought stands
    here.
  </Notice>
);
