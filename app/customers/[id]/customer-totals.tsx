import { Amounts } from '@/app/_components/object/amounts';
import type { CustomerTotal } from '@/lib/dashboard/customers/get-customer';
import { netAmount } from '@/lib/kit/money/net-amount';

/** What a customer paid and got back: a row for each currency, never added up across them. */
export function CustomerTotals({ totals }: { totals: CustomerTotal[] }) {
  return totals
    .filter(({ received, outside, refunded }) => received + outside + refunded > 0n)
    .map(({ currency, orders, outside, ...moved }) => (
      <Amounts
        key={currency}
        currency={currency}
        amounts={[
          { term: 'Received', amount: moved.received, note: orders === 1 ? '1 order' : `${orders} orders` },
          { term: 'Refunded', amount: moved.refunded, tone: 'muted' },
          moved.disputed !== 0n && { term: 'Disputes', amount: moved.disputed, tone: 'muted' },
          { term: 'Net', amount: netAmount(moved), note: 'before fees' },
          outside > 0n && { term: 'Outside of Stripe', amount: outside, tone: 'muted', note: 'not in the net' },
        ]}
      />
    ));
}
