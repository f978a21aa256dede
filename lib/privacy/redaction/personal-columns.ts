/** Columns of the projections that hold personal data; the same names stand in the changes that are recorded of them. */
export const PERSONAL_COLUMNS = [
  'email',
  'name',
  'locale',
  'locales',
  'client_reference_id',
  'hold_detail',
  'customer_email',
  'receipt_email',
  'metadata',
  'failure_message',
  'brand',
  'last4',
  'exp_month',
  'exp_year',
  'fingerprint',
  'result',
  'last_error',
];

/** Stands where a text was that said something and may not be said any more. */
export const REDACTED = '(redacted)';
