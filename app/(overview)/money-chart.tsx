import { BarPlot } from '@/app/_components/charts/bar-plot';
import { ChartTable } from '@/app/_components/charts/chart-table';
import { Legend } from '@/app/_components/charts/looks';
import { linearScale } from '@/app/_components/charts/scales';
import { nameColumns, timeTicks } from '@/app/_components/charts/time-ticks';
import type { MoneyDay, MoneyOfCurrency } from '@/lib/dashboard/overview/money-by-day';
import type { Buckets } from '@/lib/dashboard/overview/range';
import { formatMoney } from '@/lib/kit/money/format-money';
import { formatMoneyShort } from '@/lib/kit/money/format-money-short';
import { netAmount } from '@/lib/kit/money/net-amount';
import { Figure } from './events-card';
import { hasDisputes, hasOutside } from './money-parts';
import { showCount } from './words';

const height = 240;

const times = (number: number, what: string): string => `${showCount(number)} ${what}${number === 1 ? '' : 's'}`;

/** The sums of a currency in a sentence; what disputes moved only where they did. */
function summarize(shown: MoneyOfCurrency, write: (amount: bigint) => string): string {
  const { currency, sum } = shown;
  const parts = [
    `${write(sum.received)} received in ${times(sum.payments, 'payment')}`,
    `${write(sum.refunded)} given back in ${times(sum.refunds, 'refund')}`,
    sum.disputed > 0n && `${write(sum.disputed)} withdrawn for disputes`,
    sum.disputed < 0n && `${write(-sum.disputed)} returned from hookwell.disputes`,
    `${write(netAmount(sum))} net`,
  ];
  const outside = hasOutside(shown) ? ` Not in these sums: ${write(sum.outside)} received outside of Stripe.` : '';
  return `${currency.toUpperCase()}: ${parts.filter((part) => part !== false).join(', ')}.${outside}`;
}

/** The text of the tooltip of a day's bar. */
function tellDay({ received, refunded, refunds, disputed, payments }: MoneyDay, write: (amount: bigint) => string) {
  if (payments + refunds === 0 && disputed === 0n) return 'none';
  const parts = [
    write(received),
    refunds > 0 && `−${write(refunded)}`,
    disputed > 0n && `−${write(disputed)} disputes`,
    disputed < 0n && `+${write(-disputed)} disputes`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** One currency by day: what came in above the line, what went below it. */
export function MoneyChart({ shown, buckets, zone }: { shown: MoneyOfCurrency; buckets: Buckets; zone: string }) {
  const { currency, days, sum } = shown;
  const write = (amount: bigint) => formatMoney(amount, currency);
  const names = nameColumns(buckets, zone);
  const [disputes, outside] = [hasDisputes(shown), hasOutside(shown)];
  // Only where the bars stand is a float; every amount that is written stays exact.
  const above = ({ received, disputed }: MoneyDay) => Number(received) + Math.max(0, -Number(disputed));
  const below = ({ refunded, disputed }: MoneyDay) => Number(refunded) + Math.max(0, Number(disputed));
  const [most, least] = [Math.max(...days.map(above)), Math.max(...days.map(below))];
  const { y, ticks } = linearScale([-least, most], height, (value) => formatMoneyShort(BigInt(value), currency));
  const code = currency.toUpperCase();
  const summary = summarize(shown, write);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          <Figure term="Received" value={write(sum.received)} />
          <Figure term="Refunded" value={write(sum.refunded)} />
          {disputes && <Figure term="Disputes" value={write(sum.disputed)} />}
          <Figure term="Net" value={write(netAmount(sum))} />
          {outside && <Figure term="Outside of Stripe" value={write(sum.outside)} />}
        </dl>
        <Legend
          id="money"
          entries={[
            { label: 'Received', bar: 'plain' },
            { label: 'Refunded', bar: 'dotted' },
            ...(disputes ? [{ label: 'Disputes', bar: 'striped' as const }] : []),
          ]}
        />
      </div>
      <BarPlot
        id="money"
        label={summary}
        height={height}
        y={y}
        valueTicks={ticks}
        timeTicks={timeTicks(buckets, zone)}
        bars={days.map((day, index) => ({
          key: names[index] ?? String(index),
          told: `${names[index]}: ${tellDay(day, write)}`,
          parts: [
            { look: 'plain', value: Number(day.received) },
            { look: 'dotted', value: -Number(day.refunded) },
            { look: 'striped', value: -Number(day.disputed) },
          ],
        }))}
      />
      <p className="mt-2 text-[13px] text-pretty text-muted">{summary}</p>
      <ChartTable
        caption={`${code} received and refunded by day`}
        head={[
          ...['Day', 'Received', 'Payments', 'Refunded', 'Refunds'],
          ...(disputes ? ['Disputes'] : []),
          'Net',
          ...(outside ? ['Outside of Stripe'] : []),
        ]}
        rows={days.map((day, index) => [
          names[index] ?? '',
          day.payments > 0 ? write(day.received) : 'none',
          showCount(day.payments),
          day.refunds > 0 ? write(day.refunded) : 'none',
          showCount(day.refunds),
          ...(disputes ? [day.disputed === 0n ? 'none' : write(day.disputed)] : []),
          day.payments + day.refunds > 0 || day.disputed !== 0n ? write(netAmount(day)) : 'none',
          ...(outside ? [day.outside === 0n ? 'none' : write(day.outside)] : []),
        ])}
      />
    </>
  );
}
