import type { Done } from '../../db/tell-written';
import { formatAmount } from '../../kit/money/format-amount';
import type { CheckoutSessionFacts } from '../../stripe/checkout-session';
import { describeOrder } from './describe-order';
import type { SettledOrder } from './settle-order';

/** “Checkout Session cs_… for 20.00 USD completed: order … paid”, or why it is no purchase. */
export function describeSession(session: CheckoutSessionFacts, what: string, order: SettledOrder | null): Done {
  const { amount_total: amount, currency } = session;
  const price = amount !== null && currency ? ` for ${formatAmount(amount, currency)}` : '';
  const named = `Checkout Session ${session.id}${price} ${what}`;
  return order ? describeOrder(named, order) : { outcome: 'applied', summary: `${named}: ${noPurchase(session)}` };
}

function noPurchase({ mode, subscription }: CheckoutSessionFacts): string {
  if (mode === 'setup') return 'it sets up a payment method, nothing is bought';
  return subscription
    ? `for subscription ${subscription}, whose invoices are the orders`
    : 'for a subscription, whose invoices are the orders';
}
