import { minorDigits } from './currencies';
import { toDecimal } from './format-money';

/** “20.00 USD”: an amount in the minor unit for a line in a terminal or a log, the same in every locale. */
export const formatAmount = (amount: bigint, currency: string): string =>
  `${toDecimal(amount, minorDigits(currency))} ${currency.toUpperCase()}`;
