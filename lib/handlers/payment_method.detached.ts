import { z } from 'zod';
import { applyPaymentMethod } from '../payments/payment-methods/apply-payment-method';
import { namePaymentMethod } from '../payments/payment-methods/name-payment-method';
import { paymentMethodSchema } from '../stripe/payment-method';
import { customerFields, customerOf, readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

const wasOf = z.object(customerFields);

export const paymentMethodDetached = defineHandler('payment_method.detached', async (event, context) => {
  const method = readObject(paymentMethodSchema, event);
  // The object has no customer any more; Stripe says in previous_attributes whose it was.
  const before = wasOf.safeParse(event.data.previous_attributes ?? {}).data;
  const customerId = (before && customerOf(before)) ?? method.customer;
  const now = await applyPaymentMethod(context, method, { status: 'detached', customerId });
  return `${namePaymentMethod(method)} detached${now.customerId ? ` from customer ${now.customerId}` : ''}`;
});
