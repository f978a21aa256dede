import type Stripe from 'stripe';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { describeChanges } from '@/lib/dashboard/changes/describe-changes';
import { type Change, listEventChanges } from '@/lib/dashboard/changes/queries';
import { listStory } from '@/lib/dashboard/stories/queries';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import * as settling from '@/lib/payments/orders/settle-order';
import { redactEvents } from '@/lib/privacy/redaction/redact-events';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const once = { attempt: 1, last: false, workerId: null };

async function apply(...events: Stripe.Event[]) {
  await storeEvents(events);
  for (const event of events) await processEvent(inbox.prisma(), event.id, once);
}

const tell = (seed: string, type: string) =>
  buildScenario('purchase', { seed }).find((event) => event.type === type) as Stripe.Event;

/** What made an order what it is, in the order in which it was recorded. */
async function listOrderChanges(orderId: string): Promise<Change[]> {
  const of = { account: null, livemode: false, ids: [], orderId };
  const { rows } = await listStory(inbox.prisma(), { ...of, order: 'arrival', limit: 200 });
  return rows.flatMap(({ changes }) => changes).sort((a, b) => Number(a.id - b.id));
}

const orderOf = async (event: Stripe.Event) => {
  const object = event.data.object as { id: string };
  return (await inbox.prisma().orderRef.findFirstOrThrow({ where: { ref: object.id } })).orderId;
};

beforeEach(async () => {
  await connections().pool.query('truncate hookwell.orders, hookwell.effects, hookwell.webhook_events cascade');
  vi.restoreAllMocks();
});

describe('An event', () => {
  it('says what it did, row by row and in words', async () => {
    const paid = tell('words', 'payment_intent.succeeded');
    await apply(paid);
    const orderId = await orderOf(paid);
    const changes = await listEventChanges(inbox.prisma(), paid.id);
    expect(changes.slice(0, 4).map(({ table, operation }) => `${operation} ${table}`)).toEqual([
      'insert orders',
      'insert payment_intents',
      'update orders',
      'insert effects',
    ]);
    expect(changes[2]).toMatchObject({
      objectId: orderId,
      before: { status: 'pending' },
      after: { status: 'paid' },
      event: { id: paid.id, type: 'payment_intent.succeeded', summary: expect.stringContaining(orderId) },
    });
    expect(describeChanges(changes.slice(0, 4))).toEqual([
      `created order ${orderId}`,
      `recorded payment intent ${(paid.data.object as { id: string }).id} (succeeded)`,
      'set it to paid',
      'queued its fulfillment',
    ]);
  });

  it('records every row that it changes in its own transaction, with the value that the row has', async () => {
    const events = buildScenario('purchase', { seed: 'every' });
    await apply(...events);
    const prisma = inbox.prisma();
    const { rows } = await connections().pool.query(
      `select 'orders' as table, id as object_id, to_jsonb(t) as row from hookwell.orders t union all
       select 'payment_intents', id, to_jsonb(t) from hookwell.payment_intents t union all
       select 'charges', id, to_jsonb(t) from hookwell.charges t union all
       select 'checkout_sessions', id, to_jsonb(t) from hookwell.checkout_sessions t union all
       select 'payment_methods', id, to_jsonb(t) from hookwell.payment_methods t union all
       select 'effects', key, to_jsonb(t) from hookwell.effects t`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(6);
    for (const { table, object_id: objectId, row } of rows) {
      const changes = await prisma.eventChange.findMany({
        where: { tableName: table, objectId },
        orderBy: { id: 'asc' },
      });
      expect(changes[0]?.operation, `${table} ${objectId}`).toBe('insert');
      const told = Object.assign({}, ...changes.map(({ after }) => after));
      expect(row).toMatchObject(told);
      for (const { eventId } of changes) expect(events.map(({ id }) => id)).toContain(eventId);
    }
  });

  it('records nothing when its handler throws', async () => {
    const paid = tell('throws', 'payment_intent.succeeded');
    const { settleOrder } = settling;
    vi.spyOn(settling, 'settleOrder').mockImplementation(async (...args) => {
      await settleOrder(...args);
      throw new Error('the last step went wrong');
    });
    await storeEvents([paid]);
    await expect(processEvent(inbox.prisma(), paid.id, once)).rejects.toThrow('the last step went wrong');
    expect(await listEventChanges(inbox.prisma(), paid.id)).toEqual([]);
    expect(await inbox.prisma().order.count()).toBe(0);
  });

  it('that comes too late changes nothing, and says why', async () => {
    const [created, paid] = [tell('stale', 'payment_intent.created'), tell('stale', 'payment_intent.succeeded')];
    await apply(paid, created);
    expect(await listEventChanges(inbox.prisma(), created.id)).toEqual([]);
    const row = () => inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: created.id } });
    expect(await row()).toMatchObject({
      outcome: 'stale',
      summary: expect.stringContaining('already paid: a later state of it was known already'),
    });
    await inbox.prisma().$transaction((tx) => redactEvents(tx, [created.id]));
    expect(await row()).toMatchObject({ outcome: 'stale', summary: expect.stringMatching(/^payload redacted/) });
  });

  it('that is replayed changes nothing a second time', async () => {
    const paid = tell('again', 'payment_intent.succeeded');
    const row = () => inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: paid.id } });
    await apply(paid);
    expect(await row()).toMatchObject({ outcome: 'applied' });
    const before = await listEventChanges(inbox.prisma(), paid.id);
    await inbox.prisma().webhookEvent.update({ where: { id: paid.id }, data: { status: 'pending' } });
    await processEvent(inbox.prisma(), paid.id, once);
    const after = await listEventChanges(inbox.prisma(), paid.id);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await row()).toMatchObject({
      outcome: 'already_paid',
      summary: expect.stringContaining('paid, fulfillment already requested'),
    });
  });
});

describe('An order', () => {
  it('says which events made it what it is', async () => {
    const types = ['payment_intent.created', 'payment_intent.succeeded', 'checkout.session.completed'];
    const events = types.map((type) => tell('made', type));
    await apply(...events);
    const orderId = await orderOf(events[0] as Stripe.Event);
    for (const { key } of await inbox.prisma().effect.findMany()) await runEffect(inbox.prisma(), key, once);
    const changes = await listOrderChanges(orderId);
    expect([...new Set(changes.map(({ event }) => event.id))]).toEqual(
      expect.arrayContaining(events.map(({ id }) => id)),
    );
    expect(describeChanges(changes)).toEqual(
      expect.arrayContaining([
        `created order ${orderId}`,
        'set it to paid',
        'queued its fulfillment',
        'marked it as fulfilled',
        'did its fulfillment',
      ]),
    );
  });

  it('that took in another one tells the story of both', async () => {
    const [paid, session] = [
      tell('joined', 'payment_intent.succeeded'),
      tell('joined', 'checkout.session.completed') as Stripe.CheckoutSessionCompletedEvent,
    ];
    const unlinked = structuredClone(session);
    unlinked.id = 'evt_unlinked';
    unlinked.created -= 1;
    unlinked.data.object.payment_intent = null;
    await apply(paid, unlinked);
    const orders = (await inbox.prisma().order.findMany()).map(({ id }) => id);
    expect(orders).toHaveLength(2);
    await apply(session);
    const survivor = await orderOf(paid);
    const words = describeChanges(await listOrderChanges(survivor));
    for (const id of orders) expect(words).toContain(`created order ${id}`);
    expect(words).toContain(`joined order ${orders.find((id) => id !== survivor)} into another one`);
    expect(words).toContain('skipped its fulfillment (merged)');
  });
});
