import { Card } from '@/app/_components/ui/card';
import { Segments } from '@/app/_components/ui/segments';
import type { Overview } from './load-overview';
import { MoneyChart } from './money-chart';
import { MoneySums } from './money-sums';

type MoneyCardProps = {
  overview: Overview;
  /** The currency of the chart that the address asks for. */
  asked: string | null;
  hrefOf: (currency: string) => string;
  className?: string;
};

/** What came in and what went, by day; each currency for itself. */
export function MoneyCard({ overview, asked, hrefOf, className }: MoneyCardProps) {
  const { days, money, zone } = overview;
  const { currencies, cutOff } = money;
  const shown = currencies.find(({ currency }) => currency === asked?.toLowerCase()) ?? currencies[0];
  const note = `through Stripe, each amount on the day it moved; the last ${days.length} days`;
  if (!shown)
    return (
      <Card title="Money" note={note} className={className}>
        <p className="p-4 text-muted">Nothing was paid and nothing refunded.</p>
      </Card>
    );
  const bounds = [...days.map(({ start }) => start), ...days.slice(-1).map(({ end }) => end)];
  return (
    <Card title="Money" note={note} className={className}>
      <div className="grid gap-x-8 gap-y-5 p-4 xl:grid-cols-3">
        <div className="min-w-0 xl:col-span-2">
          {currencies.length > 1 && (
            <div className="mb-3">
              <Segments
                label="Currency of the chart"
                segments={currencies.map(({ currency }) => ({
                  label: currency.toUpperCase(),
                  href: hrefOf(currency),
                  active: currency === shown.currency,
                }))}
              />
            </div>
          )}
          <MoneyChart shown={shown} buckets={{ bounds, unit: 'day' }} zone={zone} />
        </div>
        <MoneySums currencies={currencies} cutOff={cutOff} />
      </div>
    </Card>
  );
}
