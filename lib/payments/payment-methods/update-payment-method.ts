import type { EventContext } from '../../db/event-context';
import type { PaymentMethodFacts } from '../../stripe/payment-method';
import { applyPaymentMethod, type PaymentMethodState } from './apply-payment-method';

/**
 * Keeps the new details of a payment method. Only one that is attached can be updated, so without a customer it was
 * detached meanwhile. Rule: https://docs.stripe.com/api/payment_methods/update
 */
export function updatePaymentMethod(context: EventContext, method: PaymentMethodFacts): Promise<PaymentMethodState> {
  return applyPaymentMethod(context, method, {
    status: method.customer ? 'attached' : 'detached',
    customerId: method.customer,
  });
}
