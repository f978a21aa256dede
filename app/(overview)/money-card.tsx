import { BarPlot } from '@/app/_components/charts/bar-plot';
import { ChartTable } from '@/app/_components/charts/chart-table';
import { Legend } from '@/app/_components/charts/looks';
import { linearScale } from '@/app/_components/charts/scales';
import { nameColumns, timeTicks } from '@/app/_components/charts/time-ticks';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { Segments } from '@/app/_components/ui/segments';
import { formatMoney } from '@/lib/money/format-money';
import { formatMoneyShort } from '@/lib/money/format-money-short';
import type { MoneyOfCurrency } from '@/lib/overview/money-by-day';
import type { Buckets } from '@/lib/overview/range';
import { Figure } from './events-card';
import type { Overview } from './load-overview';
import { count } from './words';

const height = 240;

type MoneyCardProps = {
  overview: Overview;
  /** The currency of the chart that the address asks for. */
  asked: string | null;
  hrefOf: (currency: string) => string;
  className?: string;
};

/** What came in and what went back, by day; each currency for itself. */
export function MoneyCard({ overview, asked, hrefOf, className }: MoneyCardProps) {
  const { days, money, zone } = overview;
  const { currencies, cutOff } = money;
  const shown = currencies.find(({ currency }) => currency === asked?.toLowerCase()) ?? currencies[0];
  const note = `received by the day it was paid, refunds by theirs; the last ${days.length} days`;
  if (!shown)
    return (
      <Card title="Money" note={note} className={className}>
        <p className="p-4 text-muted">Nothing was paid and nothing given back.</p>
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
          <CurrencyChart shown={shown} buckets={{ bounds, unit: 'day' }} zone={zone} />
        </div>
        <Sums currencies={currencies} cutOff={cutOff} />
      </div>
    </Card>
  );
}

function CurrencyChart({ shown, buckets, zone }: { shown: MoneyOfCurrency; buckets: Buckets; zone: string }) {
  const { currency, days, sum } = shown;
  const write = (amount: bigint) => formatMoney(amount, currency);
  const names = nameColumns(buckets, zone);
  // Only where the bars stand is a float; every amount that is written stays exact.
  const [most, least] = [
    Math.max(...days.map(({ received }) => Number(received))),
    Math.max(...days.map(({ refunded }) => Number(refunded))),
  ];
  const { y, ticks } = linearScale([-least, most], height, (value) => formatMoneyShort(BigInt(value), currency));
  const code = currency.toUpperCase();
  const summary = `${code}: ${write(sum.received)} received in ${count(sum.payments)} payments, ${write(sum.refunded)} given back in ${count(sum.refunds)} refunds, ${write(sum.received - sum.refunded)} net.`;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          <Figure term="Received" value={write(sum.received)} />
          <Figure term="Refunded" value={write(sum.refunded)} />
          <Figure term="Net" value={write(sum.received - sum.refunded)} />
        </dl>
        <Legend
          id="money"
          entries={[
            { label: 'Received', bar: 'plain' },
            { label: 'Refunded', bar: 'dotted' },
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
        bars={days.map(({ received, refunded, payments, refunds }, index) => ({
          key: names[index] ?? String(index),
          told:
            payments + refunds === 0
              ? `${names[index]}: none`
              : `${names[index]}: ${write(received)}${refunds > 0 ? `, −${write(refunded)}` : ''}`,
          parts: [
            { look: 'plain', value: Number(received) },
            { look: 'dotted', value: -Number(refunded) },
          ],
        }))}
      />
      <p className="mt-2 text-[13px] text-pretty text-muted">{summary}</p>
      <ChartTable
        caption={`${code} received and refunded by day`}
        head={['Day', 'Received', 'Payments', 'Refunded', 'Refunds', 'Net']}
        rows={days.map(({ received, refunded, payments, refunds }, index) => [
          names[index] ?? '',
          payments > 0 ? write(received) : 'none',
          count(payments),
          refunds > 0 ? write(refunded) : 'none',
          count(refunds),
          payments + refunds > 0 ? write(received - refunded) : 'none',
        ])}
      />
    </>
  );
}

/** The sums of every currency, one below the other: they cannot be added. */
function Sums({ currencies, cutOff }: { currencies: MoneyOfCurrency[]; cutOff: boolean }) {
  return (
    <div className="min-w-0">
      <table className="w-full text-[13px]">
        <caption className="pb-2 text-start font-medium">By currency</caption>
        <thead>
          <tr className="text-xs text-faint">
            <th scope="col" className="py-1.5 text-start font-medium">
              <span className="sr-only">Currency</span>
            </th>
            {['Received', 'Refunded', 'Net'].map((word) => (
              <th key={word} scope="col" className="py-1.5 ps-3 text-end font-medium">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {currencies.map(({ currency, sum }) => (
            <tr key={currency} className="border-t border-line">
              <th scope="row" className="py-1.5 text-start font-medium">
                {currency.toUpperCase()}
              </th>
              {[
                sum.payments > 0 ? sum.received : null,
                sum.refunds > 0 ? sum.refunded : null,
                sum.received - sum.refunded,
              ].map((amount, index) => (
                <td
                  key={['received', 'refunded', 'net'][index]}
                  className={cn('py-1.5 ps-3 text-end break-words', index === 2 ? 'text-ink' : 'text-muted')}
                >
                  {amount === null ? 'none' : formatMoney(amount, currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {cutOff && (
        <p className="mt-2 text-[13px] text-warn">
          There are more payments than are added up here: only the latest are.
        </p>
      )}
    </div>
  );
}
