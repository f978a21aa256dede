import { minorDigits } from './currencies';
import { toDecimal } from './format-money';

/**
 * An amount for the axis of a chart, as short as it can be: `$1.2K`. Three digits of it count. Of a currency that nobody
 * here knows it counts minor units, and says so: `2.5K minor units`; the chart names the currency.
 */
export function formatMoneyShort(amount: bigint, currency: string, locale = 'en-US'): string {
  const short = { notation: 'compact', maximumSignificantDigits: 3 } as const;
  const digits = minorDigits(currency);
  if (digits === null) return `${new Intl.NumberFormat(locale, short).format(amount)} minor units`;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...short });
  return format.format(toDecimal(amount, digits));
}
