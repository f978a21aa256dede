import { Prisma } from '../../db/generated/client';
import { isCustomerId, type SearchTerm } from '../../stripe/search-term';

/**
 * The ids of the orders that a search term leads to, as a query: by the order's own id, a customer, an email address,
 * a subscription, a refund, a dispute, or any id of a part of the purchase. A payment of several orders leads to all of
 * them, and so do its refunds and disputes. Null: such a term leads to none.
 */
function searchOrders(term: SearchTerm): Prisma.Sql | null {
  if (term.kind === 'email')
    return Prisma.sql`select o.id from hookwell.orders o where lower(o.customer_email) = ${term.email}`;
  if (term.kind === 'text') return null;
  const { id, prefix } = term;
  if (prefix === 'ord') return Prisma.sql`select ${id}::text`;
  if (isCustomerId(term)) return Prisma.sql`select o.id from hookwell.orders o where o.customer_id = ${id}`;
  if (prefix === 'sub') return Prisma.sql`select i.order_id from hookwell.invoices i where i.subscription_id = ${id}`;
  if (prefix === 're' || prefix === 'pyr') return ofPayment('refunds', id);
  if (prefix === 'dp' || prefix === 'du') return ofPayment('disputes', id);
  return Prisma.sql`select r.order_id from hookwell.order_refs r where r.ref = ${id}`;
}

const ofPayment = (table: 'refunds' | 'disputes', id: string): Prisma.Sql => Prisma.sql`
  select t.order_id from ${Prisma.raw(`hookwell.${table}`)} t where t.id = ${id}
  union
  select r.order_id from ${Prisma.raw(`hookwell.${table}`)} t
  join hookwell.order_refs r on r.ref in (t.payment_intent_id, t.charge_id) and r.livemode = t.livemode and r.account is not distinct from t.account
  where t.id = ${id}`;

/** The rows whose order a search term leads to. As an array, so that its index is used and not the list's. */
export function ofOrders(column: Prisma.Sql, term: SearchTerm): Prisma.Sql | null {
  const orders = searchOrders(term);
  return orders && Prisma.sql`${column} = any(array(${orders}))`;
}

/**
 * The same for refunds and disputes, which stand with one order and belong to all that share its payment: by the invoice
 * of any of them they are found.
 */
export function ofSharingOrders(column: Prisma.Sql, term: SearchTerm): Prisma.Sql | null {
  const orders = searchOrders(term);
  return (
    orders &&
    Prisma.sql`${column} = any(array(
      with meant as (${orders})
      select * from meant
      union
      select other.order_id from hookwell.order_refs own
      join hookwell.order_refs other on other.ref = own.ref and other.livemode = own.livemode and other.account is not distinct from own.account
      where own.order_id in (select * from meant)
    ))`
  );
}
