import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { requestReceiptsOfCustomer } from '../effects/request-receipt';
import { type CustomerFacts, customerState } from '../stripe/customer';

/** Keeps a customer. One that was deleted stays so, whatever arrives later: https://docs.stripe.com/api/customers/delete */
export async function applyCustomer(context: EventContext, customer: CustomerFacts): Promise<Upserted> {
  const written = await upsertObject(context, {
    table: 'customers',
    state: customerState(customer),
    columns: {
      id: customer.id,
      email: customer.email,
      name: customer.name,
      locale: customer.preferred_locales[0] ?? null,
      locales: customer.preferred_locales,
      deleted: customer.deleted,
      created_at: customer.created,
    },
    merged: { latched: ['deleted'] },
  });
  if (customer.email) await requestReceiptsOfCustomer(context, customer.id);
  return written;
}
