import { minorDigits } from './currencies';
import { formatMoney, toDecimal } from './format-money';

/** An amount for the axis of a chart, as short as it can be: `$1.2K`. Three digits of it count. */
export function formatMoneyShort(amount: bigint, currency: string, locale = 'en-US'): string {
  if (!/^[a-z]{3}$/i.test(currency)) return formatMoney(amount, currency, locale);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return format.format(toDecimal(amount, minorDigits(currency)));
}
