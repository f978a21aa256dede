import { Amounts } from '@/app/_components/object/amounts';
import { CustomerLink } from '@/app/_components/object/customer-link';
import { FactsBox } from '@/app/_components/object/object-body';
import { ObjectId } from '@/app/_components/object-id';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { modeOf } from '@/app/_lib/mode';
import type { CustomerName } from '@/lib/customers/get-customer';
import type { OrderDetail } from '@/lib/orders/queries';

/** Disputes whose money is gone, or may go. */
const contested = (order: OrderDetail): bigint =>
  order.disputes
    .filter(({ status }) => !status.startsWith('warning_') && !['won', 'prevented', 'charge_refunded'].includes(status))
    .reduce((sum, { amount }) => sum + amount, 0n);

/** What came in, what went back, and what is left of it. */
export function OrderMoney({ order }: { order: OrderDetail }) {
  const { amount, amountReceived, amountRefunded } = order;
  const disputed = contested(order);
  return (
    <Amounts
      currency={order.currency}
      amounts={[
        !order.paidAt && { term: 'Asked for', amount },
        { term: 'Received', amount: amountReceived },
        { term: 'Refunded', amount: amountRefunded, tone: 'muted' },
        disputed > 0n && { term: 'Disputed', amount: disputed, tone: 'bad' },
        { term: 'Net', amount: amountReceived - amountRefunded - disputed, note: 'before fees' },
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
