/** Names that are not just the word with a capital. */
const names: Record<string, string> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  eftpos_au: 'eftpos Australia',
  ideal: 'iDEAL',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  paypal: 'PayPal',
  sepa_debit: 'SEPA Direct Debit',
  unionpay: 'UnionPay',
  us_bank_account: 'US bank account',
  acss_debit: 'Canadian pre-authorized debit',
  bacs_debit: 'Bacs Direct Debit',
  au_becs_debit: 'BECS Direct Debit',
};

/** A payment method as its owner knows it: `Visa •••• 4242`, `SEPA Direct Debit •••• 3000`, `Link`. */
export function namePaymentMethod(method: { type: string; brand: string | null; last4: string | null }): string {
  const kind = method.brand && method.brand !== 'unknown' ? method.brand : method.type;
  const words = kind.replaceAll('_', ' ');
  const name = names[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
  return method.last4 ? `${name} •••• ${method.last4}` : name;
}
