import { remember } from '../remember';
import { isWrittenWhole, minorDigits } from './currencies';
import { inMinorUnits } from './in-minor-units';

/**
 * Writes an amount as people write it: `1099n, 'usd'` is `$10.99`, `1099n, 'jpy'` is `¥1,099`.
 * Takes the amount in Stripe's minor unit and the code in any case. Exact at any size: nothing becomes a float. Never
 * throws: without a currency it is a plain number, and of one that nobody here knows (a stablecoin) it stays in the minor
 * unit and says so, because its number of digits can't be known: `2500n, 'usdc'` is `2500 minor units of USDC`.
 *
 * @see https://docs.stripe.com/currencies#minor-units
 */
export function formatMoney(amount: bigint, currency: string | null | undefined, locale = 'en-US'): string {
  if (!currency) return new Intl.NumberFormat(locale).format(amount);
  const digits = minorDigits(currency);
  if (digits === null) return inMinorUnits(amount, currency);
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
