import { Prisma } from '../db/generated/client';
import type { SearchTerm } from '../lists/search-term';

/**
 * The ids of the orders that a search term leads to, as a query: by the order's own id, a customer, an e-mail address,
 * a subscription, a refund, a dispute, or any id of a part of the purchase. Null: such a term leads to none.
 */
function searchOrders(term: SearchTerm): Prisma.Sql | null {
  if (term.kind === 'email') return Prisma.sql`select o.id from orders o where lower(o.customer_email) = ${term.email}`;
  if (term.kind === 'text') return null;
  const { id, prefix } = term;
  if (prefix === 'ord') return Prisma.sql`select ${id}::text`;
  if (prefix === 'cus') return Prisma.sql`select o.id from orders o where o.customer_id = ${id}`;
  if (prefix === 'sub') return Prisma.sql`select i.order_id from invoices i where i.subscription_id = ${id}`;
  if (prefix === 're' || prefix === 'pyr') return Prisma.sql`select r.order_id from refunds r where r.id = ${id}`;
  if (prefix === 'dp' || prefix === 'du') return Prisma.sql`select d.order_id from disputes d where d.id = ${id}`;
  return Prisma.sql`select r.order_id from order_refs r where r.ref = ${id}`;
}

/** The rows whose order a search term leads to. As an array, so that its index is used and not the list's. */
export function ofOrders(column: Prisma.Sql, term: SearchTerm): Prisma.Sql | null {
  const orders = searchOrders(term);
  return orders && Prisma.sql`${column} = any(array(${orders}))`;
}
