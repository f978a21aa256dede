import { minorDigits } from './currencies';
import { toDecimal } from './format-money';
import { inMinorUnits } from './in-minor-units';

/**
 * “20.00 USD”: an amount in the minor unit for a line in a terminal or a log, the same in every locale. Of a currency that
 * nobody here knows it stays in the minor unit, and says so.
 */
export function formatAmount(amount: bigint, currency: string): string {
  const digits = minorDigits(currency);
  return digits === null ? inMinorUnits(amount, currency) : `${toDecimal(amount, digits)} ${currency.toUpperCase()}`;
}
