import { applyCustomer } from '../payments/customers/apply-customer';
import { describeCustomer } from '../payments/customers/describe-customer';
import { customerSchema } from '../stripe/customer';
import { readObject } from '../stripe/read-object';
import { defineFamily } from './define-family';
import { defineHandler } from './define-handler';

export const customers = [
  ...defineFamily(
    { schema: customerSchema, apply: applyCustomer, describe: describeCustomer },
    { 'customer.created': 'created', 'customer.updated': 'updated' },
  ),
  defineHandler('customer.deleted', async (event, context) => {
    // Without its fields only `deleted` makes it one that can be read.
    const data = { object: { ...event.data.object, deleted: true } };
    const customer = readObject(customerSchema, { type: event.type, data });
    return describeCustomer(customer, 'deleted', await applyCustomer(context, customer));
  }),
];
