import type { Transaction } from '../../db/client';
import type { Scope } from '../../db/event-context';
import { Prisma } from '../../db/generated/client';
import type { Assignment } from './assign-orders';
import type { StoredPurchase } from './purchase-rows';

/** A row of a child table that stands with another order than it belongs to. */
type Move = { table: string; id: string; orderId: string };

/** Where every row belongs: to its invoice's order, else to its payment's; of a shared payment to the oldest invoice's. */
function findMoves(stored: StoredPurchase, assigned: Assignment[]): Move[] {
  const homes = new Map<string, string>();
  for (const { group, orderId } of assigned) {
    if (group.invoiceId !== null) homes.set(group.invoiceId, orderId);
    for (const id of group.sessionIds) homes.set(id, orderId);
    for (const payment of group.payments)
      if (payment.invoices.length === 0 || payment.invoices[0] === group.invoiceId)
        for (const id of payment.ids) homes.set(id, orderId);
  }
  const moves = (
    table: string,
    rows: { id: string; orderId: string | null }[],
    homeOf: (row: never) => string | undefined,
  ) =>
    rows.flatMap((row) => {
      const orderId = homeOf(row as never);
      return orderId === undefined || orderId === row.orderId ? [] : [{ table, id: row.id, orderId }];
    });
  const byId = ({ id }: { id: string }) => homes.get(id);
  const byPayment = (row: { chargeId: string | null; paymentIntentId: string | null }) =>
    homes.get(row.paymentIntentId ?? '') ?? homes.get(row.chargeId ?? '');
  return [
    ...moves('invoices', stored.invoices, byId),
    ...moves('payment_intents', stored.paymentIntents, byId),
    ...moves('checkout_sessions', stored.checkoutSessions, byId),
    ...moves('charges', stored.charges, byId),
    ...moves('refunds', stored.refunds, byPayment),
    ...moves('disputes', stored.disputes, byPayment),
    ...moves('reviews', stored.reviews, byPayment),
  ];
}

type Pair = readonly [ref: string, orderId: string];

/** What has to change in the database for orders to be what they are. Most events change nothing here. */
export function planRegroup(stored: StoredPurchase, assigned: Assignment[]) {
  const wanted = assigned.flatMap(({ refs, orderId }) => [...refs].map((ref): Pair => [ref, orderId]));
  const has = (pairs: readonly Pair[]) => new Set(pairs.map((pair) => pair.join(' ')));
  const [before, after] = [has(stored.refs), has(wanted)];
  return {
    made: assigned.filter(({ created }) => created).map(({ orderId }) => orderId),
    merged: assigned.filter(({ mergedFrom }) => mergedFrom.length > 0),
    moves: findMoves(stored, assigned),
    added: wanted.filter((pair) => !before.has(pair.join(' '))),
    removed: stored.refs.filter((pair) => !after.has(pair.join(' '))),
  };
}

export type RegroupPlan = ReturnType<typeof planRegroup>;

export const changesNothing = (plan: RegroupPlan): boolean => Object.values(plan).every((list) => list.length === 0);

/** A table of ours, in full. */
const tableNamed = (table: string): Prisma.Sql => Prisma.raw(`hookwell.${table}`);

/**
 * Makes, joins and divides orders as a plan says: rows, refs, effects and mails move, and the earliest `fulfilled_at` and
 * a person's decision stay. A fulfillment or receipt that has not run yet is skipped where its order has one already, so
 * that joining never fulfills again and sends no second mail. Call it under the purchase's lock.
 */
export async function regroup(tx: Transaction, plan: RegroupPlan, { account, livemode }: Scope): Promise<void> {
  for (const id of plan.made)
    await tx.$executeRaw`
      insert into hookwell.orders (id, account, livemode, created_at, updated_at) values (${id}, ${account}, ${livemode}, now(), now())`;
  for (const { table, id, orderId } of plan.moves)
    await tx.$executeRaw`
      update ${tableNamed(table)} set order_id = ${orderId}
      where id = ${id} and livemode = ${livemode} and account is not distinct from ${account}`;
  const pairs = (list: readonly Pair[]) =>
    Prisma.sql`unnest(${list.map(([ref]) => ref)}::text[], ${list.map(([, orderId]) => orderId)}::text[]) as p(ref, order_id)`;
  if (plan.removed.length > 0)
    await tx.$executeRaw`
      delete from hookwell.order_refs r using ${pairs(plan.removed)}
      where r.ref = p.ref and r.order_id = p.order_id and r.livemode = ${livemode} and r.account is not distinct from ${account}`;
  if (plan.added.length > 0)
    await tx.$executeRaw`
      insert into hookwell.order_refs (account, livemode, ref, order_id) select ${account}, ${livemode}, p.ref, p.order_id from ${pairs(plan.added)}
      on conflict do nothing`;
  for (const { orderId, mergedFrom } of plan.merged) await mergeInto(tx, orderId, mergedFrom);
}

async function mergeInto(tx: Transaction, survivor: string, others: string[]): Promise<void> {
  const all = [survivor, ...others];
  // An effect holds this lock while it runs: wait for it, and see its result, before its order goes.
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended('effect:' || key, 0))::text
    from (select key from hookwell.effects where order_id = any(${all}::text[]) order by key) as running`;
  await tx.$executeRaw`
    update hookwell.orders o set fulfilled_at = a.fulfilled_at, held_at = a.held_at,
      decision = coalesce(o.decision, d.decision), decided_at = coalesce(o.decided_at, d.decided_at),
      decided_by = coalesce(o.decided_by, d.decided_by)
    from (select min(fulfilled_at) as fulfilled_at, min(held_at) as held_at from hookwell.orders where id = any(${all}::text[])) as a
    left join lateral (
      select decision, decided_at, decided_by from hookwell.orders
      where id = any(${others}::text[]) and decision is not null order by decided_at desc limit 1
    ) as d on true
    where o.id = ${survivor}`;
  for (const table of ['effects', 'mails'])
    await tx.$executeRaw`update ${tableNamed(table)} set order_id = ${survivor} where order_id = any(${others}::text[])`;
  await tx.$executeRaw`
    insert into hookwell.order_holds (order_id, name, reason, ends_at, created_at)
    select ${survivor}, name, reason, ends_at, created_at from hookwell.order_holds where order_id = any(${others}::text[])
    on conflict (order_id, name) do nothing`;
  await tx.$executeRaw`
    update hookwell.effects set status = 'skipped', completed_at = now(),
      result = jsonb_build_object('reason', 'merged', 'into', ${survivor}::text)
    where key in (
      select key from (
        select key, row_number() over (partition by kind, object_id order by (status = 'done') desc, created_at, key) as place, status
        from hookwell.effects where order_id = ${survivor} and status <> 'skipped'
      ) as ranked where place > 1 and status in ('pending', 'retrying', 'failed')
    )`;
  // What nobody told of moves too: an order goes only once nothing stands with it.
  for (const table of ['payment_intents', 'checkout_sessions', 'charges', 'refunds', 'disputes', 'invoices', 'reviews'])
    await tx.$executeRaw`update ${tableNamed(table)} set order_id = ${survivor} where order_id = any(${others}::text[])`;
  await tx.$executeRaw`delete from hookwell.order_refs where order_id = any(${others}::text[])`;
  await tx.$executeRaw`delete from hookwell.orders where id = any(${others}::text[])`;
}
