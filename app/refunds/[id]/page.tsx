import type { Metadata } from 'next';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Money } from '@/app/_components/money';
import { Notice, UnknownObject } from '@/app/_components/object/notice';
import { FactsBox, ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { OrdersOf } from '@/app/_components/object/related';
import { ObjectId } from '@/app/_components/object-id';
import { RefundPill } from '@/app/_components/object-states';
import { ObjectStory } from '@/app/_components/story/object-story';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { loadStory } from '@/app/_lib/load-story';
import { openObject } from '@/app/_lib/open-object';
import { query } from '@/app/_lib/query';
import { listOrdersOfPayment } from '@/lib/dashboard/orders/list-sharing-orders';
import { addMovedRefunds } from '@/lib/payments/refunds/add-moved-refunds';
import { loadRefund } from './load-refund';

export async function generateMetadata({ params }: PageProps<'/refunds/[id]'>): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadRefund(id)) ? `Refund ${id}` : 'Not found' };
}

const leads: Record<string, string> = {
  pending: 'On its way to the customer',
  requires_action: 'Waits for the customer’s bank details',
  succeeded: 'Given back to the customer',
  failed: 'Did not reach the customer',
  canceled: 'Called off',
};

/** Until API version 2025-03-31 Stripe wrote the end of an authorization as a refund: no money moved. */
const RELEASE = 'Released: it was authorized and never captured';
const isRelease = ({ status }: { status: string }, counted: bigint) => status === 'succeeded' && counted === 0n;

export default async function RefundPage({ params, searchParams }: PageProps<'/refunds/[id]'>) {
  const found = await loadRefund((await params).id);
  const { id, path, row, owner, mode, story } = await openObject('refunds', found, searchParams);
  const ids = [id];
  const { account } = owner;
  const [moved, orders, page] = await query((prisma) =>
    Promise.all([
      row ? addMovedRefunds(prisma, [row]) : [],
      row ? listOrdersOfPayment(prisma, row) : [],
      loadStory(prisma, { ...owner, ids }, story),
    ]),
  );
  const counted = moved[0]?.moved ?? 0n;
  const link = (ref: string | null) => ref && <ObjectId id={ref} mode={mode} account={account} />;
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/refunds', label: 'Refunds' }}
        kind="Refund"
        title={row ? <Money amount={row.amount} currency={row.currency} /> : id}
        pills={row && <RefundPill status={row.status} />}
        lead={row && (isRelease(row, counted) ? RELEASE : (leads[row.status] ?? null))}
        id={id}
        owner={owner}
        atStripe={row?.paymentIntentId ?? row?.chargeId ?? id}
      />
      {!row && <UnknownObject kind="Refund" />}
      {row?.status === 'failed' && (
        <Notice
          tone="alarming"
          title={`The refund failed: ${row.failureReason?.replaceAll('_', ' ') ?? 'no reason given'}`}
        >
          The money is back in your balance. The customer still has to get it, in another way.
        </Notice>
      )}
      <ObjectBody aside={row && <OrdersOf orders={orders.length > 0 ? orders : [row.order]} />}>
        {row && (
          <FactsBox>
            <Facts
              facts={[
                { term: 'Created', value: <Time at={row.createdAt} format="exact" /> },
                { term: 'Reason', value: row.reason?.replaceAll('_', ' ') },
                counted !== row.amount && {
                  term: 'Counts as given back',
                  value: counted === 0n ? 'Nothing' : <Money amount={counted} currency={row.currency} />,
                },
                { term: 'Customer', value: link(row.order.customerId) },
                { term: 'Charge', value: link(row.chargeId) },
                { term: 'PaymentIntent', value: link(row.paymentIntentId) },
              ]}
            />
          </FactsBox>
        )}
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={owner} ids={ids} />
    </>
  );
}
