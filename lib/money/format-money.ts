import { remember } from '../remember';
import { isWrittenWhole, minorDigits } from './currencies';

/**
 * Writes an amount as people write it: `1099n, 'usd'` is `$10.99`, `1099n, 'jpy'` is `¥1,099`.
 * Takes the amount in Stripe's minor unit and the ISO code in any case. Without a currency, or with one that is no code,
 * the number stays in minor units. Exact at any size: nothing becomes a float.
 *
 * @see https://docs.stripe.com/currencies#minor-units
 */
export function formatMoney(amount: bigint, currency: string | null | undefined, locale = 'en-US'): string {
  if (!currency || !/^[a-z]{3}$/i.test(currency)) {
    const plain = new Intl.NumberFormat(locale).format(amount);
    return currency ? `${plain} ${currency}` : plain;
  }
  const digits = minorDigits(currency);
  const format = rememberFormat(`${locale} ${currency}`, () => {
    const trailingZeroDisplay = isWrittenWhole(currency) ? 'stripIfInteger' : 'auto';
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...fraction, trailingZeroDisplay });
  });
  return format.format(toDecimal(amount, digits));
}

const rememberFormat = remember<Intl.NumberFormat>();

/** The exact decimal number as text, which `Intl` reads without rounding. */
export function toDecimal(amount: bigint, digits: number): `${number}` {
  const sign = amount < 0n ? '-' : '';
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  if (digits === 0) return `${sign}${text}` as `${number}`;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` as `${number}`;
}
