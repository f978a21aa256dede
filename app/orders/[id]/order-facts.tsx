import { type Amount, Amounts } from '@/app/_components/object/amounts';
import { CustomerLink } from '@/app/_components/object/customer-link';
import { FactsBox } from '@/app/_components/object/object-body';
import { ObjectId } from '@/app/_components/object-id';
import { Time } from '@/app/_components/time';
import { Facts } from '@/app/_components/ui/facts';
import { modeOf } from '@/app/_lib/mode';
import type { CustomerName } from '@/lib/dashboard/customers/get-customer';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { formatMoney } from '@/lib/kit/money/format-money';
import { netAmount } from '@/lib/kit/money/net-amount';
import { isAmountKnown } from '@/lib/payments/orders/is-amount-known';
import { tellBillingReason } from './billing-reasons';

/** What came in, what went, and what is left of it: the order's own amounts, which every overview adds up. */
export function OrderMoney({ order }: { order: OrderDetail }) {
  const { amount, amountOutside: outside, amountRefunded: refunded, amountDisputed: disputed } = order;
  const received = order.amountReceived - outside;
  const credit = order.invoices.reduce((sum, { amountFromBalance }) => sum + amountFromBalance, 0n);
  const isKnown = isAmountKnown(order);
  const went: (Amount | false)[] = [
    (isKnown || refunded > 0n) && { term: 'Refunded', amount: refunded, tone: 'muted' },
    disputed !== 0n && { term: 'Disputes', amount: disputed, tone: disputed > 0n ? 'bad' : 'muted' },
  ];
  if (!isKnown) {
    // Without this, “Received 0” would be shown for money that did arrive: only known amounts are listed.
    const contested = order.disputes.reduce((sum, dispute) => sum + dispute.amount, 0n);
    const known = [contested > 0n && { term: 'Contested', amount: contested, tone: 'bad' as const }, ...went];
    return known.some(Boolean) ? <Amounts currency={order.currency} amounts={known} /> : null;
  }
  return (
    <Amounts
      currency={order.currency}
      amounts={[
        !order.paidAt && { term: 'Asked for', amount },
        { term: 'Received', amount: received, note: outside > 0n ? 'through Stripe' : null },
        ...went,
        { term: 'Net', amount: netAmount({ received, refunded, disputed }), note: 'before fees' },
        outside > 0n && { term: 'Outside of Stripe', amount: outside, tone: 'muted', note: 'not in the net' },
        credit > 0n && { term: 'Credit balance used', amount: credit, tone: 'muted', note: 'not in the net' },
      ]}
    />
  );
}

const decisions: Record<string, string> = {
  release: 'Released',
  cancel: 'Fulfillment canceled',
  done: 'Marked as done',
};

/** Whose order it is, what the shop calls it, what was decided about it, and when. */
export function OrderFacts({ order, customer }: { order: OrderDetail; customer: CustomerName | null }) {
  const metadata = Object.entries((order.metadata ?? {}) as Record<string, unknown>).slice(0, 20);
  const presented = tellPresented(order);
  return (
    <FactsBox>
      <Facts
        facts={[
          { term: 'Email', value: order.customerEmail && <bdi className="line-clamp-3">{order.customerEmail}</bdi> },
          {
            term: 'Customer',
            value: order.customerId ? <CustomerLink id={order.customerId} name={customer} owner={order} /> : 'Guest',
          },
          order.clientReferenceId !== null && {
            term: 'Client reference',
            value: <bdi className="line-clamp-3">{order.clientReferenceId}</bdi>,
          },
          order.subscriptionId !== null && {
            term: 'Subscription',
            value: <ObjectId id={order.subscriptionId} mode={modeOf(order.livemode)} account={order.account} />,
          },
          order.billingReason !== null && { term: 'Billed for', value: tellBillingReason(order.billingReason) },
          presented !== null && { term: 'In the customer’s currency', value: presented },
          { term: 'Created', value: <Time at={order.createdAt} format="exact" /> },
          { term: 'Paid', value: order.paidAt ? <Time at={order.paidAt} format="exact" /> : tellUnpaid(order) },
          { term: 'Fulfilled', value: order.fulfilledAt ? <Time at={order.fulfilledAt} format="exact" /> : 'Not yet' },
          order.decision !== null && { term: 'Decision', value: <Decision order={order} /> },
          ...metadata.map(([name, value]) => ({
            term: `Metadata: ${name.slice(0, 60)}`,
            value: <bdi className="line-clamp-3">{String(value)}</bdi>,
          })),
        ]}
      />
    </FactsBox>
  );
}

/** A dispute or a refund says that money came, whatever else has not arrived. */
function tellUnpaid({ amountReceived, disputes, refunds }: OrderDetail): string {
  if (amountReceived > 0n) return 'In part';
  return disputes.length + refunds.length > 0 ? 'Unknown' : 'Not yet';
}

function Decision({ order: { decision, decidedAt, decidedBy } }: { order: OrderDetail }) {
  return (
    <>
      {decisions[decision ?? ''] ?? decision}
      {decidedBy && <> by {decidedBy}</>}
      {decidedAt && (
        <span className="block text-[13px] text-muted">
          <Time at={decidedAt} format="exact" />
        </span>
      )}
    </>
  );
}

/** “The customer paid €18.50; you receive $20.00”: https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing */
function tellPresented({ amountPresented, currencyPresented, amount, currency, paidAt }: OrderDetail): string | null {
  if (amountPresented === null || currencyPresented === null) return null;
  const [theirs, ours] = [formatMoney(amountPresented, currencyPresented), formatMoney(amount, currency)];
  return paidAt
    ? `The customer paid ${theirs}; you receive ${ours}`
    : `The customer is asked for ${theirs}; you would receive ${ours}`;
}
