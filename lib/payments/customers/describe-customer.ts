import type { Upserted } from '../../db/upsert-statement';
import { LATER_KNOWN } from '../../kit/text';
import type { CustomerFacts } from '../../stripe/customer';

/** “Customer cus_… (ada@example.com) created”. */
export function describeCustomer(customer: CustomerFacts, what: string, written: Upserted): string {
  const email = customer.email ? ` (${customer.email})` : '';
  return `Customer ${customer.id}${email} ${what}${written === 'stale' ? LATER_KNOWN : ''}`;
}
