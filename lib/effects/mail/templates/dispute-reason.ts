/** Stripe's reasons in words: https://docs.stripe.com/disputes/categories */
const REASONS: Record<string, string> = {
  bank_cannot_process: 'the bank cannot process the payment',
  check_returned: 'the check was returned',
  credit_not_processed: 'a refund that was promised did not arrive',
  customer_initiated: 'the customer asked their bank for the money',
  debit_not_authorized: 'the customer says that the debit was not authorized',
  duplicate: 'the customer says that they paid twice',
  fraudulent: 'the cardholder says that they did not make the payment',
  general: 'no particular reason given',
  incorrect_account_details: 'the account details were wrong',
  insufficient_funds: 'the account did not cover the debit',
  noncompliant: 'the card network says that its rules were not kept',
  product_not_received: 'the customer says that the goods did not arrive',
  product_unacceptable: 'the customer says that the goods are defective or not as described',
  subscription_canceled: 'the customer says that the subscription had been canceled',
  unrecognized: 'the cardholder does not recognize the payment',
};

/** A reason that Stripe adds later still reads as words. */
export const disputeReason = (reason: string): string =>
  Object.hasOwn(REASONS, reason) ? (REASONS[reason] as string) : reason.replaceAll('_', ' ');
