import { applyCustomer } from '../payments/customers/apply-customer';
import { describeCustomer } from '../payments/customers/describe-customer';
import { customerSchema } from '../stripe/customer';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const customerDeleted = defineHandler('customer.deleted', async (event, context) => {
  // Without its fields only `deleted` makes it one that can be read.
  const data = { object: { ...event.data.object, deleted: true } };
  const customer = readObject(customerSchema, { type: event.type, data });
  return describeCustomer(customer, 'deleted', await applyCustomer(context, customer));
});
