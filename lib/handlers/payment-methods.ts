import { z } from 'zod';
import { applyPaymentMethod } from '../payments/payment-methods/apply-payment-method';
import { namePaymentMethod } from '../payments/payment-methods/name-payment-method';
import { updatePaymentMethod } from '../payments/payment-methods/update-payment-method';
import { paymentMethodSchema } from '../stripe/payment-method';
import { customerFields, customerOf, readObject } from '../stripe/read-object';
import { UnprocessableEvent } from '../stripe/unprocessable-event';
import { defineFamily } from './define-family';
import { defineHandler } from './define-handler';

const wasOf = z.object(customerFields);

export const paymentMethods = [
  defineHandler('payment_method.attached', async (event, context) => {
    const method = readObject(paymentMethodSchema, event);
    if (!method.customer)
      throw new UnprocessableEvent('This payment_method.attached names no customer (data.object.customer)');
    const now = await applyPaymentMethod(context, method, { status: 'attached', customerId: method.customer });
    const outcome = now.status === 'detached' ? ', but it was detached again later: it stays detached' : '';
    return `${namePaymentMethod(method)} attached to customer ${method.customer}${outcome}`;
  }),
  ...defineFamily(
    {
      schema: paymentMethodSchema,
      apply: updatePaymentMethod,
      describe: (method, what, { status }) =>
        `${namePaymentMethod(method)} ${what}${status === 'detached' ? ': it stays detached' : ''}`,
    },
    {
      'payment_method.updated': 'updated',
      'payment_method.automatically_updated': 'updated by the card network',
      // Its old name, which endpoints made long ago still get.
      'payment_method.card_automatically_updated': 'updated by the card network',
    },
  ),
  defineHandler('payment_method.detached', async (event, context) => {
    const method = readObject(paymentMethodSchema, event);
    // The object has no customer any more; Stripe says in previous_attributes whose it was.
    const before = wasOf.safeParse(event.data.previous_attributes ?? {}).data;
    const customerId = (before && customerOf(before)) ?? method.customer;
    const now = await applyPaymentMethod(context, method, { status: 'detached', customerId });
    return `${namePaymentMethod(method)} detached${now.customerId ? ` from customer ${now.customerId}` : ''}`;
  }),
];
