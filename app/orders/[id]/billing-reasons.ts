/** Why an invoice was made: https://docs.stripe.com/api/invoices/object#invoice_object-billing_reason */
const WORDS: Record<string, string> = {
  subscription_create: 'First invoice of a subscription',
  subscription_cycle: 'Renewal of a subscription',
  subscription_update: 'Change of a subscription',
  subscription_threshold: 'A subscription reached its threshold',
  subscription: 'Subscription',
  manual: 'Invoice outside of a subscription',
  quote_accept: 'Accepted quote',
  automatic_pending_invoice_item_invoice: 'Pending invoice items',
};

/** Why the purchase was billed, in words. Stripe may add reasons at any time. */
export const tellBillingReason = (reason: string): string => WORDS[reason] ?? reason.slice(0, 60).replaceAll('_', ' ');
