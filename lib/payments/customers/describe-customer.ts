import { type Done, tellWritten } from '../../db/tell-written';
import type { Upserted } from '../../db/upsert-statement';
import type { CustomerFacts } from '../../stripe/customer';

/** “Customer cus_… (ada@example.com) created”. */
export function describeCustomer(customer: CustomerFacts, what: string, written: Upserted): Done {
  const email = customer.email ? ` (${customer.email})` : '';
  return tellWritten(written, `Customer ${customer.id}${email} ${what}`);
}
