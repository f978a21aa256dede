import { cn } from '@/app/_components/ui/cn';
import type { MoneyDay, MoneyOfCurrency } from '@/lib/dashboard/overview/money-by-day';
import { formatMoney } from '@/lib/kit/money/format-money';
import { netAmount } from '@/lib/kit/money/net-amount';
import { hasDisputes, hasOutside } from './money-parts';

type Column = [word: string, amountOf: (sum: MoneyDay) => bigint | null];

const DISPUTES: Column = ['Disputes', ({ disputed }) => (disputed === 0n ? null : disputed)];

/** The sums of every currency, one below the other: they cannot be added. */
export function MoneySums({ currencies, cutOff }: { currencies: MoneyOfCurrency[]; cutOff: boolean }) {
  const columns: Column[] = [
    ['Received', ({ payments, received }) => (payments > 0 ? received : null)],
    ['Refunded', ({ refunds, refunded }) => (refunds > 0 ? refunded : null)],
    ...(currencies.some(hasDisputes) ? [DISPUTES] : []),
    ['Net', netAmount],
  ];
  return (
    <div className="min-w-0">
      <table className="w-full text-[13px]">
        <caption className="pb-2 text-start font-medium">By currency</caption>
        <thead>
          <tr className="text-xs text-faint">
            <th scope="col" className="py-1.5 text-start font-medium">
              <span className="sr-only">Currency</span>
            </th>
            {columns.map(([word]) => (
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
              {columns.map(([word, amountOf]) => {
                const amount = amountOf(sum);
                return (
                  <td
                    key={word}
                    className={cn('py-1.5 ps-3 text-end break-words', word === 'Net' ? 'text-ink' : 'text-muted')}
                  >
                    {amount === null ? 'none' : formatMoney(amount, currency)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Outside currencies={currencies.filter(hasOutside)} />
      {cutOff && (
        <p className="mt-2 text-[13px] text-warn">
          There is more than is added up here: only the latest payments, refunds and disputes are.
        </p>
      )}
    </div>
  );
}

/** What customers paid outside of Stripe: never part of what Stripe pays out, so apart from it. */
function Outside({ currencies }: { currencies: MoneyOfCurrency[] }) {
  if (currencies.length === 0) return null;
  const amounts = currencies.map(({ currency, sum }) => formatMoney(sum.outside, currency)).join(', ');
  return <p className="mt-2 text-[13px] text-muted">Outside of Stripe, not in these sums: {amounts}</p>;
}
