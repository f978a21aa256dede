import { PackageCheck } from 'lucide-react';
import { Money } from '@/app/_components/money';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import type { OrderDetail } from '@/lib/orders/queries';

/** What came in, what went back, and what went out. */
export function OrderFacts({ order }: { order: OrderDetail }) {
  const { currency } = order;
  return (
    <section aria-label="Facts" className="rounded-lg border border-line bg-raised p-4">
      <Facts
        facts={[
          {
            term: 'Fulfilled',
            value: order.fulfilledAt ? (
              <span className="inline-flex items-center gap-1.5">
                <PackageCheck className="size-4 text-ok" aria-hidden />
                <Time at={order.fulfilledAt} format="exact" />
              </span>
            ) : (
              <span className="text-muted">Not yet</span>
            ),
          },
          { term: 'Received', value: <Money amount={order.amountReceived} currency={currency} /> },
          order.amountRefunded > 0n && {
            term: 'Refunded',
            value: <Money amount={order.amountRefunded} currency={currency} />,
          },
          { term: 'Created', value: <Time at={order.createdAt} format="exact" /> },
          { term: 'Paid', value: order.paidAt ? <Time at={order.paidAt} format="exact" /> : <>Not yet</> },
          order.disputeStatus !== null && { term: 'Dispute', value: order.disputeStatus.replaceAll('_', ' ') },
        ]}
      />
    </section>
  );
}
