import { Money } from '@/app/_components/money';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import type { getBalanceAround, PayoutDetail } from '@/lib/dashboard/payouts/get-payout';

type Balance = Awaited<ReturnType<typeof getBalanceAround>>;

/** What the balance was before and after the payout, as far as Stripe told it. */
export function BalanceAround({ payout, balance }: { payout: PayoutDetail; balance: Balance }) {
  const told = [
    { term: 'Before it', snapshot: balance.before },
    { term: 'After it', snapshot: balance.after },
  ];
  if (!balance.before && !balance.after) return null;
  return (
    <Card title="Balance" note={<span className="uppercase">{payout.currency}</span>}>
      <dl className="divide-y divide-line">
        {told.map(({ term, snapshot }) => (
          <div key={term} className="flex flex-wrap items-baseline justify-between gap-x-3 px-4 py-2.5">
            <dt className="text-[13px] text-muted">{term}</dt>
            <dd className="text-end">
              {snapshot ? (
                <>
                  <Money amount={snapshot.available} currency={snapshot.currency} className="font-medium" /> available
                  <span className="block text-xs text-faint">
                    <Money amount={snapshot.pending} currency={snapshot.currency} /> pending,{' '}
                    <Time at={snapshot.createdAt} />
                  </span>
                </>
              ) : (
                <span className="text-[13px] text-faint">not told</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
