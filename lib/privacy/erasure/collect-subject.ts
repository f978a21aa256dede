import type { Database, Transaction } from '../../db/client';
import { ONE_CUSTOMERS } from './one-customers';
import { normalizeEmail } from './subject-hash';

/** Whom an erasure is about: a customer of one account, or guests by their address. */
export type Subject = { kind: 'customer'; id: string; account: string | null } | { kind: 'email'; email: string };

/** Everything that speaks of the subject: the ids of their objects by account, and the events. */
export type Collected = { objects: Map<string | null, Set<string>>; events: string[] };

type Found = { account: string | null; id: string };

/** Follows the graph of the subject's objects, from what is stored, until nothing new is found. Changes nothing. */
export async function collectSubject(
  db: Database | Transaction,
  subject: Subject,
  mentioned: string[] = [],
): Promise<Collected> {
  const seeds =
    subject.kind === 'customer' ? [subject] : await guestSeeds(db, normalizeEmail(subject.email), mentioned);
  const objects = new Map<string | null, Set<string>>();
  for (const { account, id } of seeds) objects.set(account, (objects.get(account) ?? new Set()).add(id));
  const events = new Set(mentioned);
  for (const [account, ids] of objects) {
    for (let frontier = [...ids]; frontier.length > 0; ) {
      const found = await neighbours(db, account, frontier, [...ids]);
      frontier = found.filter((id) => !ids.has(id));
      for (const id of frontier) ids.add(id);
    }
    const rows = await db.$queryRaw<{ id: string }[]>`
      select distinct event_id as id from hookwell.event_objects
      where object_id = any(${[...ids]}::text[]) and account is not distinct from ${account}::text`;
    for (const { id } of rows) events.add(id);
  }
  return { objects, events: [...events] };
}

/** Where a guest stands: rows without a customer that hold the address, and the objects of events that mention it. */
function guestSeeds(db: Database | Transaction, email: string, mentioned: string[]): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    select r.account, r.ref as id from hookwell.orders o join hookwell.order_refs r on r.order_id = o.id
      where lower(o.customer_email) = ${email} and o.customer_id is null
    union select account, id from hookwell.checkout_sessions where lower(customer_email) = ${email} and customer_id is null
    union select account, id from hookwell.charges where lower(email) = ${email} and customer_id is null
    union select account, id from hookwell.payment_intents where lower(receipt_email) = ${email} and customer_id is null
    union select account, id from hookwell.invoices where lower(customer_email) = ${email} and customer_id is null
    union select e.account, e.object_id from hookwell.webhook_events e
      where e.id = any(${mentioned}::text[]) and e.object_id ~ ${ONE_CUSTOMERS}`;
}

/**
 * One step further from some ids: what has them as its customer, what belongs to the same orders, and what their events
 * name. An event or order that names another customer leads nowhere, so that nobody else's objects are reached.
 */
async function neighbours(
  db: Database | Transaction,
  account: string | null,
  from: string[],
  known: string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    with own_orders as materialized (
      select o.id from hookwell.orders o where o.account is not distinct from ${account}::text and (
        o.customer_id = any(${from}::text[]) or (
          o.id in (select order_id from hookwell.order_refs where ref = any(${from}::text[]) and account is not distinct from ${account}::text)
          and (o.customer_id is null or o.customer_id = any(${known}::text[]))))
    ), own_events as materialized (
      select distinct o.event_id from hookwell.event_objects o
      where o.object_id = any(${from}::text[]) and o.account is not distinct from ${account}::text and not exists (
        select from hookwell.event_objects other
        where other.event_id = o.event_id and other.object_id like 'cus\\_%' and other.object_id <> all(${known}::text[]))
    )
    select r.ref as id from hookwell.order_refs r join own_orders on own_orders.id = r.order_id
    union select t.id from hookwell.refunds t join own_orders on own_orders.id = t.order_id
    union select t.id from hookwell.disputes t join own_orders on own_orders.id = t.order_id
    union select t.id from hookwell.checkout_sessions t join own_orders on own_orders.id = t.order_id
    union select id from hookwell.payment_methods where customer_id = any(${from}::text[]) and account is not distinct from ${account}::text
    union select id from hookwell.subscriptions where customer_id = any(${from}::text[]) and account is not distinct from ${account}::text
    union select id from hookwell.setup_intents where customer_id = any(${from}::text[]) and account is not distinct from ${account}::text
    union select o.object_id from hookwell.event_objects o join own_events e on e.event_id = o.event_id
      where o.object_id ~ ${ONE_CUSTOMERS} and o.object_id not like 'cus\\_%'`;
  return rows.map(({ id }) => id);
}

const PAGE = 5_000;

/** The events of no customer whose payload holds an address: every body is looked at, page by page. */
export async function findEventsWithAddress(
  db: Database | Transaction,
  email: string,
  since: Date | null = null,
): Promise<string[]> {
  const found: string[] = [];
  const start = since?.toISOString() ?? '-infinity';
  for (let last = ''; ; ) {
    const [page] = await db.$queryRaw<[{ last: string | null; found: string[] | null }]>`
      select max(page.id) as last, array_agg(page.id) filter (where page.customer_id is null and exists (
        select from hookwell.event_deliveries d
        where d.event_id = page.id and position(${normalizeEmail(email)} in lower(d.body)) > 0)) as found
      from (
        select id, customer_id from hookwell.webhook_events
        where id > ${last} and received_at >= ${start}::timestamptz and redacted_at is null order by id limit ${PAGE}
      ) page`;
    found.push(...(page.found ?? []));
    if (!page.last) return found;
    last = page.last;
  }
}
