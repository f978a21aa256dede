import { Amounts } from '@/app/_components/object/amounts';
import type { CustomerTotal } from '@/lib/customers/get-customer';

/** What a customer paid and got back: a row for each currency, never added up across them. */
export function CustomerTotals({ totals }: { totals: CustomerTotal[] }) {
  return totals
    .filter(({ received }) => received > 0n)
    .map(({ currency, orders, received, refunded }) => (
      <Amounts
        key={currency}
        currency={currency}
        amounts={[
          { term: 'Received', amount: received, note: orders === 1 ? '1 order' : `${orders} orders` },
          { term: 'Refunded', amount: refunded, tone: 'muted' },
          { term: 'Net', amount: received - refunded, note: 'before fees' },
        ]}
      />
    ));
}
