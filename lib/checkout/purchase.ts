import type Stripe from 'stripe';
import type { Order } from '../db/generated/client';

/** How a purchase stands, in the customer's terms. */
export type PurchaseState =
  | 'fulfilled'
  | 'preparing'
  | 'processing'
  | 'authorized'
  | 'unpaid'
  | 'canceled'
  | 'refunded'
  | 'partially_refunded'
  | 'disputed';

/** What the success page shows. `problem` is Stripe's message for the customer, where the payment was refused. */
export type Purchase = {
  state: PurchaseState;
  orderId: string | null;
  amount: bigint;
  currency: string;
  problem: string | null;
};

/** The order's true state, once it is paid: what came later counts more than what Stripe's object says of the payment. */
export function stateOfOrder(order: Pick<Order, 'status' | 'paidAt' | 'fulfilledAt'> | null): PurchaseState | null {
  if (!order?.paidAt) return null;
  const { status } = order;
  if (status === 'refunded' || status === 'partially_refunded' || status === 'disputed') return status;
  return order.fulfilledAt ? 'fulfilled' : 'preparing';
}

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
export function stateOfIntent({ status }: Pick<Stripe.PaymentIntent, 'status'>): PurchaseState {
  if (status === 'succeeded') return 'preparing';
  if (status === 'requires_capture') return 'authorized';
  if (status === 'processing') return 'processing';
  return status === 'canceled' ? 'canceled' : 'unpaid';
}

/** https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-status */
export function stateOfSession(session: Pick<Stripe.Checkout.Session, 'status' | 'payment_status'>): PurchaseState {
  if (session.status === 'expired') return 'canceled';
  if (session.status !== 'complete') return 'unpaid';
  return session.payment_status === 'unpaid' ? 'processing' : 'preparing';
}
