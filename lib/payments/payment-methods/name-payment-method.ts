import { describePaymentMethod, type PaymentMethodFacts } from '../../stripe/payment-method';

/** “visa •••• 4242 (pm_…)”, for a line that a person reads. */
export function namePaymentMethod(method: PaymentMethodFacts): string {
  const { brand, last4 } = describePaymentMethod(method);
  return `${brand ?? method.type}${last4 ? ` •••• ${last4}` : ''} (${method.id})`;
}
