/**
 * How many minor digits Stripe's amounts have, which is not what ISO 4217 or `Intl` say.
 * ISK and UGX have no minor unit any more, yet their amounts still come with two digits that are always zero; HUF and
 * TWD are charged with two digits although payouts take none. MGA has no digits at Stripe.
 *
 * @see https://docs.stripe.com/currencies#minor-units
 * @see https://docs.stripe.com/currencies#special-cases
 */
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));
const wholeUnitsOnly = new Set('isk ugx'.split(' '));

/** The number of digits behind the point in an amount of this currency, whatever its case. */
export function minorDigits(currency: string): 0 | 2 | 3 {
  const code = currency.toLowerCase();
  if (zeroDecimal.has(code)) return 0;
  return threeDecimal.has(code) ? 3 : 2;
}

/** Whether people write this currency without a fraction although Stripe's amounts carry two digits. */
export function isWrittenWhole(currency: string): boolean {
  return wholeUnitsOnly.has(currency.toLowerCase());
}
