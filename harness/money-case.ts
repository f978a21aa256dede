import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';
import { connections } from '@/lib/db/client';
import type { Order } from '@/lib/db/generated/client';
import { openGates } from '@/lib/payments/gate/open-gates';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { firstTry } from './apply-events';
import { storeEvents } from './store-event';

type Expected = Record<string, unknown>;

/** A situation from a public bug report: its events in the order in which Stripe made them, and what is right. */
export type MoneyCase = {
  id: string;
  title: string;
  events: Stripe.Event[];
  expect: { orders?: Expected[]; rows?: Record<string, Expected> };
  note?: string;
};

/** The cases of tests/fixtures/money-cases.json, made again in Stripe's shapes; ids and people are made up. */
export const moneyCases = (): MoneyCase[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../tests/fixtures/money-cases.json'), 'utf8'));

const ID = /\b(evt|ch|py|pi|re|pyr|cs_test|in|inpay|cus|sub|si|pm|du|cn|prv|po|tr|txn|acct|pr)_[A-Za-z0-9]+/g;

/** The same under ids of its own, so that many runs share a database. */
export const underOwnIds = <T>(value: T, run: string): T =>
  JSON.parse(JSON.stringify(value).replaceAll(ID, (id) => `${id}${run}`));

/** Applies events one after the other, without a worker, and does what was asked for at once. */
export async function tellOneByOne(events: Stripe.Event[]): Promise<void> {
  await storeEvents(events);
  for (const { id } of events) {
    await processEvent(connections().prisma, id, firstTry);
    await doEffects();
  }
}

/** Does every effect that waits. */
export async function doEffects(): Promise<void> {
  const { prisma } = connections();
  const waiting = await prisma.effect.findMany({ where: { status: 'pending' }, select: { key: true } });
  for (const { key } of waiting) await runEffect(prisma, key, firstTry);
}

/** Lets every wait be over, as if an hour had passed, and does what follows. */
export async function waitLongEnough(): Promise<void> {
  const { prisma } = connections();
  await prisma.$executeRaw`
    update hookwell.orders set held_at = held_at - interval '2 hours', hold_ends_at = now() - interval '1 second'
    where hold_ends_at is not null`;
  while ((await openGates(prisma)) > 0);
  await doEffects();
}

/** The orders that any of these events speak of, the first one first. */
export async function ordersOf(events: Stripe.Event[]): Promise<Order[]> {
  const { prisma } = connections();
  return prisma.$queryRaw<Order[]>`
    select distinct o.id, o.status::text, o.amount, o.amount_received as "amountReceived", o.amount_refunded as "amountRefunded",
      o.amount_outside as "amountOutside", o.amount_disputed as "amountDisputed", o.currency, o.dispute_status as "disputeStatus", o.account,
      o.invoice_id as "invoiceId", o.subscription_id as "subscriptionId", o.customer_id as "customerId", o.hold_code as "holdCode",
      o.checkout_session_id as "checkoutSessionId", o.client_reference_id as "clientReferenceId", o.metadata, o.fulfilled_at as "fulfilledAt",
      o.created_at as "createdAt", o.paid_at as "paidAt", o.amount_presented as "amountPresented", o.currency_presented as "currencyPresented"
    from hookwell.orders o join hookwell.order_refs r on r.order_id = o.id join hookwell.event_objects e on e.object_id = r.ref
    where e.event_id = any(${events.map(({ id }) => id)}::text[])
    order by o.created_at, o.invoice_id, o.id`;
}

/** Up to `most` orders in which events may arrive: all of them where there are few, else spread over all. */
export function arrivalsOf<T>(items: T[], most = 24): T[][] {
  const count = items.reduce((product, _, at) => product * (at + 1), 1);
  const wanted = Math.min(count, most);
  return Array.from({ length: wanted }, (_, nth) =>
    arrangement(items, Math.floor((nth * (count - 1)) / Math.max(wanted - 1, 1))),
  );
}

/** The nth permutation: the first is the order given, the last its reverse. */
function arrangement<T>(items: T[], nth: number): T[] {
  const left = [...items];
  let rest = nth;
  return items.map((_, at) => {
    const each = Array.from({ length: items.length - at - 1 }, (__, k) => k + 1).reduce((product, k) => product * k, 1);
    const place = Math.floor(rest / each);
    rest %= each;
    return left.splice(place, 1)[0] as T;
  });
}
