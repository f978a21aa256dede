import { applyPaymentMethod } from '../payments/payment-methods/apply-payment-method';
import { namePaymentMethod } from '../payments/payment-methods/name-payment-method';
import { paymentMethodSchema } from '../stripe/payment-method';
import { readObject } from '../stripe/read-object';
import { UnprocessableEvent } from '../stripe/unprocessable-event';
import { defineHandler } from './define-handler';

export const paymentMethodAttached = defineHandler('payment_method.attached', async (event, context) => {
  const method = readObject(paymentMethodSchema, event);
  if (!method.customer)
    throw new UnprocessableEvent('This payment_method.attached names no customer (data.object.customer)');
  const now = await applyPaymentMethod(context, method, { status: 'attached', customerId: method.customer });
  const outcome = now.status === 'detached' ? ', but it was detached again later: it stays detached' : '';
  return `${namePaymentMethod(method)} attached to customer ${method.customer}${outcome}`;
});
