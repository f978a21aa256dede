import type { Metadata } from 'next';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Money } from '@/app/_components/money';
import { Notice, UnknownObject } from '@/app/_components/object/notice';
import { FactsBox, ObjectBody } from '@/app/_components/object/object-body';
import { ObjectHeader } from '@/app/_components/object/object-header';
import { PayoutPill } from '@/app/_components/object-states';
import { ObjectStory } from '@/app/_components/story/object-story';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { loadStory } from '@/app/_lib/load-story';
import { openObject } from '@/app/_lib/open-object';
import { query } from '@/app/_lib/query';
import { getBalanceAround, type PayoutDetail } from '@/lib/dashboard/payouts/get-payout';
import { BalanceAround } from './balance-around';
import { loadPayout } from './load-payout';

export async function generateMetadata({ params }: PageProps<'/payouts/[id]'>): Promise<Metadata> {
  const { id } = await params;
  return { title: (await loadPayout(id)) ? `Payout ${id}` : 'Not found' };
}

export default async function PayoutPage({ params, searchParams }: PageProps<'/payouts/[id]'>) {
  const found = await loadPayout((await params).id);
  const { id, path, row, owner, story } = await openObject('payouts', found, searchParams);
  const ids = [id];
  const [balance, page] = await query((prisma) =>
    Promise.all([row && getBalanceAround(prisma, row), loadStory(prisma, { ...owner, ids }, story)]),
  );
  return (
    <>
      <QuietRefresh every={5_000} />
      <ObjectHeader
        list={{ path: '/payouts', label: 'Payouts' }}
        kind="Payout"
        title={row ? <Money amount={row.amount} currency={row.currency} /> : id}
        pills={row && <PayoutPill status={row.status} />}
        lead={row && headline(row)}
        id={id}
        owner={owner}
      />
      {!row && <UnknownObject kind="Payout" />}
      {row?.status === 'failed' && (
        <Notice tone="alarming" title={row.failureMessage ?? row.failureCode ?? 'The bank did not take it'}>
          The money is back in your balance. Check the bank account in Stripe before the next payout.
        </Notice>
      )}
      <ObjectBody aside={row && balance && <BalanceAround payout={row} balance={balance} />}>
        {row && (
          <FactsBox>
            <Facts
              facts={[
                { term: 'Created', value: <Time at={row.createdAt} format="exact" /> },
                {
                  term: row.status === 'paid' ? 'Arrived' : 'Expected at the bank',
                  value: row.arrivalDate && <Time at={row.arrivalDate} format="exact" />,
                },
                row.failureCode !== null && {
                  term: 'Failure',
                  value: <span className="font-mono text-[13px] break-all">{row.failureCode}</span>,
                },
              ]}
            />
          </FactsBox>
        )}
      </ObjectBody>
      <ObjectStory page={page} ask={story} path={path} owner={owner} ids={ids} />
    </>
  );
}

function headline({ status, arrivalDate }: PayoutDetail) {
  if (status === 'paid') return 'From your Stripe balance to your bank account';
  if (status === 'failed') return 'Came back from the bank';
  if (status === 'canceled') return 'Called off before it left';
  return arrivalDate ? (
    <>
      On its way; the bank should have it <Time at={arrivalDate} />
    </>
  ) : (
    'On its way to the bank'
  );
}
