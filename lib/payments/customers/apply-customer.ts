import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow, Upserted } from '../../db/upsert-statement';
import { requestReceiptsOfCustomer } from '../../effects/request-receipt';
import { type CustomerFacts, customerSchema, customerState } from '../../stripe/customer';

const rowOf = ({ event }: Pick<EventContext, 'event'>, customer: CustomerFacts): ObjectRow => ({
  table: 'customers',
  state: customerState(customer),
  columns: {
    id: customer.id,
    email: customer.email,
    name: customer.name,
    locale: customer.preferred_locales[0] ?? null,
    locales: customer.preferred_locales,
    // Stripe renders one that is deleted as it was, or as little more than its id and `deleted`.
    deleted: customer.deleted || event.type === 'customer.deleted',
    created_at: customer.created,
  },
  merged: { latched: ['deleted'] },
  retell: (told, object) => rowOf({ event: told }, customerSchema.parse(object)),
});

/** Keeps a customer. One that was deleted stays so, whatever arrives later: https://docs.stripe.com/api/customers/delete */
export async function applyCustomer(context: EventContext, customer: CustomerFacts): Promise<Upserted> {
  const written = await upsertObject(context, rowOf(context, customer));
  if (customer.email) await requestReceiptsOfCustomer(context, customer.id);
  return written;
}
