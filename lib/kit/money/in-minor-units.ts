/**
 * “2500 minor units of USDC”: an amount of a currency whose number of digits is not known. “2500 USDC” would be read as
 * whole ones, and “2.500” differently in each language, so the bare integer stands there and says what it counts. A code is
 * written in upper case, and any other name as it came.
 */
export function inMinorUnits(amount: bigint, currency: string): string {
  const code = /^[a-z0-9]{1,12}$/i.test(currency) ? currency.toUpperCase() : currency;
  return `${amount} minor ${amount === 1n || amount === -1n ? 'unit' : 'units'} of ${code}`;
}
