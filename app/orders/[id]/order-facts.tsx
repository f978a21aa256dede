import { Amounts } from '@/app/_components/object/amounts';
import { CustomerLink } from '@/app/_components/object/customer-link';
import { FactsBox } from '@/app/_components/object/object-body';
import { ObjectId } from '@/app/_components/object-id';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { modeOf } from '@/app/_lib/mode';
import type { CustomerName } from '@/lib/customers/get-customer';
import { netAmount } from '@/lib/money/net-amount';
import type { OrderDetail } from '@/lib/orders/queries';

/** What came in, what went, and what is left of it: the order's own amounts, which every overview adds up. */
export function OrderMoney({ order }: { order: OrderDetail }) {
  const { amount, amountOutside: outside, amountRefunded: refunded, amountDisputed: disputed } = order;
  const received = order.amountReceived - outside;
  return (
    <Amounts
      currency={order.currency}
      amounts={[
        !order.paidAt && { term: 'Asked for', amount },
        { term: 'Received', amount: received, note: outside > 0n ? 'through Stripe' : null },
        { term: 'Refunded', amount: refunded, tone: 'muted' },
        disputed !== 0n && { term: 'Disputes', amount: disputed, tone: disputed > 0n ? 'bad' : 'muted' },
        { term: 'Net', amount: netAmount({ received, refunded, disputed }), note: 'before fees' },
        outside > 0n && { term: 'Outside of Stripe', amount: outside, tone: 'muted', note: 'not in the net' },
      ]}
    />
  );
}

/** Whose order it is, and when. */
export function OrderFacts({ order, customer }: { order: OrderDetail; customer: CustomerName | null }) {
  const metadata = Object.entries((order.metadata ?? {}) as Record<string, unknown>).slice(0, 20);
  return (
    <FactsBox>
      <Facts
        facts={[
          { term: 'E-mail', value: order.customerEmail && <bdi className="line-clamp-3">{order.customerEmail}</bdi> },
          {
            term: 'Customer',
            value: order.customerId ? <CustomerLink id={order.customerId} name={customer} owner={order} /> : 'Guest',
          },
          order.subscriptionId !== null && {
            term: 'Subscription',
            value: <ObjectId id={order.subscriptionId} mode={modeOf(order.livemode)} account={order.account} />,
          },
          { term: 'Created', value: <Time at={order.createdAt} format="exact" /> },
          { term: 'Paid', value: order.paidAt ? <Time at={order.paidAt} format="exact" /> : 'Not yet' },
          { term: 'Fulfilled', value: order.fulfilledAt ? <Time at={order.fulfilledAt} format="exact" /> : 'Not yet' },
          ...metadata.map(([name, value]) => ({
            term: `Metadata: ${name.slice(0, 60)}`,
            value: <bdi className="line-clamp-3">{String(value)}</bdi>,
          })),
        ]}
      />
    </FactsBox>
  );
}
