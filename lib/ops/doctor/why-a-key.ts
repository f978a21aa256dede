/**
 * Why a shop with subscriptions needs a key, in words that the doctor, the set-up page and the log share.
 * Rule: https://docs.stripe.com/changelog/basil/2025-03-31/add-support-for-multiple-partial-payments-on-invoices
 */
export const WHY_A_KEY =
  'Since API version 2025-03-31 a payment no longer names its invoice. Without a key Hookwell can’t ask Stripe, so a payment that may belong to an invoice waits up to FULFILL_LINK_WAIT_SECONDS (60) for invoice_payment.paid; what then still looks like one purchase is held for a person.';

/** Which key to set. */
export const WHICH_KEY =
  'Set STRIPE_SECRET_KEY from https://dashboard.stripe.com/apikeys; a restricted key (rk_…) that may read events and invoices is enough.';

/** What the log says at the start of a process that has no key. */
export const NO_KEY_AT_START = `STRIPE_SECRET_KEY is not set: subscriptions need it. ${WHY_A_KEY}`;
