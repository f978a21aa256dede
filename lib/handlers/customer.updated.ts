import { applyCustomer } from '../payments/customers/apply-customer';
import { describeCustomer } from '../payments/customers/describe-customer';
import { customerSchema } from '../stripe/customer';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const customerUpdated = defineHandler('customer.updated', async (event, context) => {
  const customer = readObject(customerSchema, event);
  return describeCustomer(customer, 'updated', await applyCustomer(context, customer));
});
