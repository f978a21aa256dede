import type { PrismaClient } from '../../db/generated/client';
import { classify, type Question, typeHasWords } from '../../stripe/classify';
import { hasEvents, listEventTypes } from '../events/queries';
import { customerHit, eventHit, HITS, type Hit, lookups, orderHit } from './hits';

/**
 * Finds what a text is about in both modes: an id of any kind, an e-mail address, an order, an API request, or types of
 * events. The thing that was meant stands first, what belongs to it behind it. Every look-up goes by an index.
 */
export async function search(prisma: PrismaClient, text: string): Promise<{ question: Question; hits: Hit[] }> {
  const question = classify(text);
  return { question, hits: await findHits(prisma, question) };
}

async function findHits(prisma: PrismaClient, question: Question): Promise<Hit[]> {
  switch (question.kind) {
    case 'event':
      return (await prisma.webhookEvent.findMany({ where: { id: question.id }, select: event })).map(eventHit);
    case 'request':
      return (await prisma.webhookEvent.findMany({ where: { requestId: question.id }, select: event, take: HITS })).map(
        eventHit,
      );
    case 'order':
      return (await prisma.order.findMany({ where: { id: question.id } })).map(orderHit);
    case 'account':
      return [...(await findAccount(prisma, question.id)), ...(await findAccountCustomer(prisma, question.id))];
    case 'object':
      return findObject(prisma, question.id);
    case 'email':
      return findByEmail(prisma, question.email);
    case 'type':
      return findTypes(prisma, question.words);
    case 'nothing':
      return [];
  }
}

const event = { id: true, type: true, status: true, livemode: true, account: true } as const;

/** One event of each mode tells that an account is known here. */
async function findAccount(prisma: PrismaClient, account: string): Promise<Hit[]> {
  const found = await Promise.all([true, false].map((livemode) => hasEvents(prisma, { livemode, account })));
  return [true, false]
    .filter((_, index) => found[index])
    .map((livemode): Hit => ({ kind: 'account', id: account, label: 'Connected account', livemode, account }));
}

/** An Account may be somebody's customer instead of sending events of its own. */
async function findAccountCustomer(prisma: PrismaClient, id: string): Promise<Hit[]> {
  const [orders, subscriptions] = await Promise.all([
    findOrdersOfCustomers(prisma, [id]),
    prisma.subscription.findMany({ where: { customerId: id }, take: HITS }),
  ]);
  const owned = [...orders, ...subscriptions];
  const owners = new Map(owned.map(({ livemode, account }) => [`${livemode} ${account}`, { livemode, account }]));
  const customers = [...owners.values()].map(
    (owner): Hit => ({ kind: 'customer', id, label: 'An Account that is a customer', ...owner }),
  );
  return [...customers, ...orders];
}

async function findTypes(prisma: PrismaClient, words: string[]): Promise<Hit[]> {
  const perMode = await Promise.all(
    [true, false].map(async (livemode) =>
      (await listEventTypes(prisma, livemode))
        .filter((type) => typeHasWords(type, words))
        .slice(0, HITS)
        .map((type): Hit => ({ kind: 'type', id: type, label: 'Events of this type', livemode, account: null })),
    ),
  );
  return perMode.flat();
}

/** An object is known by the events that speak of it; many have a row of their own, and belong to an order. */
async function findObject(prisma: PrismaClient, id: string): Promise<Hit[]> {
  const owners = await prisma.$queryRaw<{ account: string | null; livemode: boolean }[]>`
    select distinct o.account, e.livemode
    from (select event_id, account from hookwell.event_objects where object_id = ${id} limit 100) o
    join hookwell.webhook_events e on e.id = o.event_id`;
  const where = (owners.length > 0 ? owners : [{ account: null }]).map(({ account }) => ({ id, account }));
  const lookup = lookups[id.slice(0, id.indexOf('_'))];
  const [rows, orders] = await Promise.all([
    lookup ? lookup(prisma, where) : [],
    id.startsWith('cus_') ? findOrdersOfCustomers(prisma, [id]) : findOrdersByRef(prisma, id),
  ]);
  const unknown = owners.map((owner): Hit => ({ kind: 'object', id, label: '', ...owner }));
  return [...(rows.length > 0 ? rows : unknown), ...orders];
}

const findOrdersOfCustomers = async (prisma: PrismaClient, ids: string[]): Promise<Hit[]> =>
  (await prisma.order.findMany({ where: { customerId: { in: ids } }, take: HITS })).map(orderHit);

async function findOrdersByRef(prisma: PrismaClient, ref: string): Promise<Hit[]> {
  const rows = await prisma.orderRef.findMany({ where: { ref }, include: { order: true }, take: HITS });
  return rows.map(({ order }) => orderHit(order));
}

async function findByEmail(prisma: PrismaClient, email: string): Promise<Hit[]> {
  const { customers, orders } = await idsOfEmail(prisma, email, HITS);
  const [customerRows, orderRows] = await Promise.all([
    prisma.customer.findMany({ where: { rowId: { in: customers.map(({ row }) => row) } } }),
    prisma.order.findMany({ where: { id: { in: orders } }, orderBy: { createdAt: 'desc' } }),
  ]);
  return [...customerRows.map(customerHit), ...orderRows.map(orderHit)];
}

/** The customers, orders and Checkout Sessions that carry an e-mail address, whatever its case; at most `limit` of each. */
export async function idsOfEmail(prisma: PrismaClient, email: string, limit: number) {
  const [customers, orders, sessions] = await Promise.all([
    prisma.$queryRaw<{ id: string; row: bigint }[]>`
      select id, row_id as row from hookwell.customers where lower(email) = lower(${email}) limit ${limit}`,
    prisma.$queryRaw<{ id: string }[]>`
      select id from hookwell.orders where lower(customer_email) = lower(${email}) limit ${limit}`,
    prisma.$queryRaw<{ id: string }[]>`
      select id from hookwell.checkout_sessions where lower(customer_email) = lower(${email}) limit ${limit}`,
  ]);
  return { customers, orders: orders.map(({ id }) => id), sessions: sessions.map(({ id }) => id) };
}
