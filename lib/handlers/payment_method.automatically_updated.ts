import { namePaymentMethod } from '../payments/payment-methods/name-payment-method';
import { updatePaymentMethod } from '../payments/payment-methods/update-payment-method';
import { paymentMethodSchema } from '../stripe/payment-method';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const paymentMethodAutomaticallyUpdated = defineHandler(
  'payment_method.automatically_updated',
  async (event, context) => {
    const method = readObject(paymentMethodSchema, event);
    const now = await updatePaymentMethod(context, method);
    return `${namePaymentMethod(method)} updated by the card network${now.status === 'detached' ? ': it stays detached' : ''}`;
  },
);
