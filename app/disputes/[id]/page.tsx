import type { Metadata } from 'next';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Money } from '@/app/_components/money';
import { UnknownObject } from '@/app/_components/object/notice';
import { FactsBox, ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { OrdersOf } from '@/app/_components/object/related';
import { ObjectId } from '@/app/_components/object-id';
import { DisputePill } from '@/app/_components/object-states';
import { ObjectStory } from '@/app/_components/story/object-story';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { loadStory } from '@/app/_lib/load-story';
import { openObject } from '@/app/_lib/open-object';
import { query } from '@/app/_lib/query';
import { listDisputeSteps } from '@/lib/dashboard/disputes/get-dispute';
import { listOrdersOfPayment } from '@/lib/dashboard/orders/list-sharing-orders';
import { listMovements } from '@/lib/payments/disputes/movements';
import { DisputeDeadline } from './dispute-deadline';
import { DisputeMovements } from './dispute-movements';
import { DisputeSteps } from './dispute-steps';
import { loadDispute } from './load-dispute';

export async function generateMetadata({ params }: PageProps<'/disputes/[id]'>): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadDispute(id)) ? `Dispute ${id}` : 'Not found' };
}

export default async function DisputePage({ params, searchParams }: PageProps<'/disputes/[id]'>) {
  const found = await loadDispute((await params).id);
  const { id, path, row, owner, mode, story } = await openObject('disputes', found, searchParams);
  const ids = [id];
  const { account } = owner;
  const [steps, movements, orders, page] = await query((prisma) =>
    Promise.all([
      listDisputeSteps(prisma, { id, ...owner }),
      listMovements(prisma, { id, ...owner }),
      row ? listOrdersOfPayment(prisma, row) : [],
      loadStory(prisma, { ...owner, ids }, story),
    ]),
  );
  const link = (ref: string | null) => ref && <ObjectId id={ref} mode={mode} account={account} />;
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/disputes', label: 'Disputes' }}
        kind="Dispute"
        title={row ? <Money amount={row.amount} currency={row.currency} /> : id}
        pills={row && <DisputePill status={row.status} />}
        lead={row && `The customer says: ${row.reason.replaceAll('_', ' ')}`}
        id={id}
        owner={owner}
      />
      {!row && <UnknownObject kind="Dispute" />}
      {row && <DisputeDeadline dispute={row} />}
      <ObjectBody
        aside={
          <>
            {row && <OrdersOf orders={orders.length > 0 ? orders : [row.order]} />}
            <DisputeSteps steps={steps} mode={mode} />
          </>
        }
      >
        {row && (
          <FactsBox>
            <Facts
              facts={[
                { term: 'Reason', value: row.reason.replaceAll('_', ' ') },
                { term: 'Opened', value: <Time at={row.createdAt} format="exact" /> },
                row.evidenceDueBy !== null && {
                  term: 'Evidence due by',
                  value: <Time at={row.evidenceDueBy} format="exact" />,
                },
                // The movements say more, where events have told them.
                movements.length === 0 && {
                  term: 'Money withdrawn',
                  value: row.fundsWithdrawnAt ? <Time at={row.fundsWithdrawnAt} format="exact" /> : 'None yet',
                },
                movements.length === 0 &&
                  row.fundsReinstatedAt !== null && {
                    term: 'Money given back',
                    value: <Time at={row.fundsReinstatedAt} format="exact" />,
                  },
                { term: 'Customer', value: link(row.order.customerId) },
                { term: 'Charge', value: link(row.chargeId) },
                { term: 'PaymentIntent', value: link(row.paymentIntentId) },
              ]}
            />
          </FactsBox>
        )}
        <DisputeMovements movements={movements} />
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={owner} ids={ids} />
    </>
  );
}
