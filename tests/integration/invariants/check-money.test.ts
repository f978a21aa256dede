import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { CHECK_MONEY } from '@/lib/kit/jobs/jobs';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { watchMoney } from '@/lib/upkeep/invariants/watch-money';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { startWorker } from '@/lib/worker/start-worker';
import { until, useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { waitLongEnough } from '../../../harness/money-case';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const once1 = { attempt: 1, last: false, workerId: null };
const PURCHASE = ['payment_intent.succeeded', 'checkout.session.completed', 'charge.succeeded'];

async function apply(events: Stripe.Event[]) {
  await storeEvents(events);
  for (const event of events) await processEvent(inbox.prisma(), event.id, once1);
}

async function fulfilAll() {
  const effects = await inbox.prisma().effect.findMany({ where: { kind: 'fulfil', status: 'pending' } });
  for (const { key } of effects) await runEffect(inbox.prisma(), key, once1);
}

/** A purchase that is paid and fulfilled, as every other is. */
async function purchase(seed: string) {
  const events = buildScenario('purchase', { seed }).filter(({ type }) => PURCHASE.includes(type));
  await apply(events);
  await fulfilAll();
  const intent = events.find(({ type }) => type === 'payment_intent.succeeded') as Stripe.PaymentIntentSucceededEvent;
  const ref = await inbox.prisma().orderRef.findFirstOrThrow({ where: { ref: intent.data.object.id } });
  return { events, orderId: ref.orderId, intentId: intent.data.object.id };
}

const sql = (text: string, ...values: unknown[]) => connections().pool.query(text, values);
const quiet = (orderId: string) =>
  sql(`update hookwell.orders set updated_at = now() - interval '6 minutes' where id = $1`, orderId);

beforeEach(async () => {
  await sql('truncate hookwell.orders, hookwell.effects, hookwell.findings, hookwell.webhook_events cascade');
});

async function theOnlyFinding() {
  const findings = await checkMoney(inbox.prisma());
  expect(findings).toHaveLength(1);
  return findings[0];
}

describe('The check of the money', () => {
  it('finds nothing in a purchase that was paid and fulfilled', async () => {
    await purchase('fine');
    await expectNoFindings(inbox.prisma());
  });

  it('finds a paid order that nobody fulfilled, with the events that made it', async () => {
    const { orderId, events } = await purchase('unfulfilled');
    await sql('delete from hookwell.effects');
    await sql('update hookwell.orders set fulfilled_at = null');
    expect(await theOnlyFinding()).toMatchObject({
      rule: 'paid_not_fulfilled',
      orderId,
      message: expect.stringContaining('never requested'),
      eventIds: expect.arrayContaining(events.map(({ id }) => id)),
    });
  });

  it('gives a fulfilment that waits five minutes, and none to one that gave up', async () => {
    const { orderId } = await purchase('waiting');
    await sql(`update hookwell.orders set fulfilled_at = null`);
    await sql(`update hookwell.effects set status = 'pending'`);
    await expectNoFindings(inbox.prisma());
    await sql(`update hookwell.effects set created_at = now() - interval '6 minutes'`);
    expect(await theOnlyFinding()).toMatchObject({ orderId, message: expect.stringContaining('five minutes') });
    await sql(
      `update hookwell.effects set created_at = now(), status = 'failed', last_error = 'the warehouse is closed'`,
    );
    expect(await theOnlyFinding()).toMatchObject({
      message: expect.stringContaining('gave up (the warehouse is closed)'),
    });
  });

  it('takes a fulfilment that the other mode does for no finding', async () => {
    const events = buildScenario('purchase', { seed: 'live', livemode: true });
    await apply(events.filter(({ type }) => PURCHASE.includes(type)));
    await expectNoFindings(inbox.prisma());
  });

  it('finds an order that was fulfilled without being paid', async () => {
    const { orderId } = await purchase('unpaid');
    await sql(`update hookwell.orders set paid_at = null, status = 'failed'`);
    expect(await theOnlyFinding()).toMatchObject({ rule: 'fulfilled_not_paid', orderId });
  });

  it('finds more given back than came in, and waits where the payment is not known yet', async () => {
    const { orderId } = await purchase('too-much');
    await sql('update hookwell.orders set amount_refunded = amount_received + 1');
    await sql(`insert into hookwell.order_movements (order_id, livemode, kind, amount, currency, moved_at, ref)
      select id, livemode, 'refunded', amount_refunded, currency, paid_at, 're_1' from hookwell.orders`);
    expect(await theOnlyFinding()).toMatchObject({ rule: 'refunded_more_than_paid', orderId });
    await sql(
      "update hookwell.orders set status = 'pending', paid_at = null, fulfilled_at = null, amount_received = 0",
    );
    await sql(`delete from hookwell.order_movements where kind = 'received'`);
    await sql('delete from hookwell.charges');
    await sql('delete from hookwell.effects');
    await expectNoFindings(inbox.prisma());
    await quiet(orderId);
    expect(await theOnlyFinding()).toMatchObject({ rule: 'refunded_more_than_paid' });
  });

  it('finds one payment in two orders', async () => {
    const first = await purchase('one');
    const second = await purchase('two');
    await sql('update hookwell.charges set payment_intent_id = $1 where order_id = $2', first.intentId, second.orderId);
    const finding = await theOnlyFinding();
    expect(finding).toMatchObject({ rule: 'two_orders_for_one_payment', objectId: first.intentId });
    expect(finding?.message).toContain(first.orderId);
    expect(finding?.message).toContain(second.orderId);
  });

  it('finds an effect that belongs to no order, with the event that asked for it', async () => {
    const { events } = await purchase('lost');
    await sql(
      `insert into hookwell.effects (key, kind, livemode, status, event_id) values ('fulfil:lost', 'fulfil', false, 'done', $1)`,
      events[0]?.id,
    );
    expect(await theOnlyFinding()).toMatchObject({
      rule: 'effect_without_order',
      objectId: 'fulfil:lost',
      eventIds: [events[0]?.id],
    });
  });

  it('finds refunds that do not add up to what their charge says, once the order is quiet', async () => {
    await apply(buildScenario('partial-refund', { seed: 'sum' }));
    await fulfilAll();
    const { id } = await inbox.prisma().order.findFirstOrThrow({ where: { status: 'partially_refunded' } });
    await quiet(id);
    await expectNoFindings(inbox.prisma());
    await sql('update hookwell.charges set amount_refunded = amount_refunded + 100');
    await sql('update hookwell.orders set updated_at = now()');
    await expectNoFindings(inbox.prisma());
    await quiet(id);
    expect(await theOnlyFinding()).toMatchObject({ rule: 'refunds_differ_from_charge', orderId: id });
  });

  it('finds an order that says another amount than what moved', async () => {
    const { orderId } = await purchase('moved');
    await sql('update hookwell.orders set amount_received = amount_received - 1');
    expect(await theOnlyFinding()).toMatchObject({ rule: 'order_sums_differ', orderId });
    await sql('update hookwell.orders set amount_received = amount_received + 1');
    await sql('delete from hookwell.order_movements');
    expect(await theOnlyFinding()).toMatchObject({ rule: 'order_sums_differ', orderId });
  });

  it.each([
    [
      'refunded, which it is not',
      `update hookwell.orders set status = 'refunded'`,
      'refunded, and its amounts say something else',
    ],
    [
      'canceled, which it is not',
      `update hookwell.orders set status = 'canceled'`,
      'canceled, and the time of its payment says',
    ],
    [
      'disputed, without a dispute',
      `update hookwell.orders set status = 'disputed'`,
      'disputed, and its disputes say something',
    ],
    [
      'paid by a first capture only',
      `update hookwell.payment_intents set status = 'requires_capture'; update hookwell.checkout_sessions set payment_status = 'unpaid'`,
      'paid, and its payment has not succeeded',
    ],
  ])('finds an order that is %s', async (_, change, message) => {
    const { orderId } = await purchase('status');
    await sql(change);
    const finding = await theOnlyFinding();
    expect(finding).toMatchObject({ rule: 'order_status_differs', orderId });
    expect(finding?.message).toContain(`Order ${orderId} is ${message}`);
  });

  it('finds an order whose dispute is told by another one, and one that says nothing of it', async () => {
    await apply(buildScenario('dispute', { seed: 'told' }));
    await fulfilAll();
    await expectNoFindings(inbox.prisma());
    await sql(`update hookwell.orders set dispute_status = 'won'`);
    expect(await theOnlyFinding()).toMatchObject({ rule: 'order_status_differs' });
    await sql(`update hookwell.orders set dispute_status = 'won', status = 'paid'`);
    expect(await theOnlyFinding()).toMatchObject({ rule: 'order_status_differs' });
  });

  it('finds a settled invoice that counts as a purchase', async () => {
    await apply(buildScenario('subscription', { seed: 'bought' }));
    await fulfilAll();
    await expectNoFindings(inbox.prisma());
    await sql('update hookwell.invoices set amount_paid = 0, amount_credited_before = amount_total');
    expect((await checkMoney(inbox.prisma())).map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('settled without a purchase')]),
    );
  });

  it('finds two orders, both fulfilled, that a late link joined', async () => {
    const [paid, session] = ['payment_intent.succeeded', 'checkout.session.completed'].map((type) =>
      buildScenario('purchase', { seed: 'late' }).find((event) => event.type === type),
    ) as [Stripe.Event, Stripe.CheckoutSessionCompletedEvent];
    const unlinked = structuredClone(session);
    unlinked.id = 'evt_unlinked';
    unlinked.data.object.payment_intent = null;
    unlinked.created -= 1;
    await apply([paid, unlinked]);
    await waitLongEnough();
    await expectNoFindings(inbox.prisma());
    await apply([session]);
    const finding = await theOnlyFinding();
    expect(finding).toMatchObject({ rule: 'fulfilled_twice', message: expect.stringContaining('fulfilled 2 times') });
    expect(finding?.eventIds.sort()).toEqual([paid.id, session.id, unlinked.id].sort());
  });
});

describe('A finding', () => {
  it('is kept from when it was first seen until it is right again, and told once', async () => {
    const { orderId } = await purchase('kept');
    await sql('update hookwell.orders set paid_at = null');
    const prisma = inbox.prisma();
    expect(await theOnlyFinding()).toMatchObject({ isNew: true });
    expect(await theOnlyFinding()).toMatchObject({ isNew: false });
    const kept = await prisma.finding.findFirstOrThrow();
    expect(kept).toMatchObject({ rule: 'fulfilled_not_paid', objectId: orderId, orderId, resolvedAt: null });
    expect(kept.eventIds).not.toEqual([]);

    await sql('update hookwell.orders set paid_at = now()');
    await watchMoney(prisma);
    expect(await prisma.finding.findMany()).toMatchObject([
      { resolvedAt: expect.any(Date), firstSeenAt: kept.firstSeenAt },
    ]);
    await sql('update hookwell.orders set paid_at = null');
    expect(await theOnlyFinding()).toMatchObject({ isNew: true });
    expect(await prisma.finding.findMany()).toMatchObject([{ resolvedAt: null }]);
  });
});

describe('The schedule', () => {
  it('has the check once, however many workers there are, and runs it', async () => {
    await purchase('scheduled');
    await sql('update hookwell.orders set paid_at = null');
    const workers = [1, 2].map(() => startWorker({ url: inbox.url(), mode: 'process', concurrency: 1 }));
    try {
      await until(async () => (await sql('select from hookwell.worker_heartbeats')).rowCount === 2, 'two workers');
      const { rows } = await sql(
        'select identifier from hookwell_worker._private_known_crontabs where identifier = $1',
        CHECK_MONEY,
      );
      expect(rows).toEqual([{ identifier: CHECK_MONEY }]);
      await sql('select from hookwell_worker.add_job($1)', CHECK_MONEY);
      await until(async () => (await inbox.prisma().finding.count()) === 1, 'the finding');
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  });
});

describe('npm run check:money', () => {
  async function run(...args: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/check-money.ts', ...args]);
    const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code, out, error };
  }

  it('exits with 0 when the money adds up, with 1 and the findings when it does not', async () => {
    const { orderId, events } = await purchase('command');
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('adds up') });
    await sql('update hookwell.orders set paid_at = null');
    const [words, json, help] = await Promise.all([run(), run('--json'), run('--help')]);
    expect(words).toMatchObject({
      code: 1,
      out: expect.stringContaining(`Order ${orderId} is fulfilled but not paid`),
    });
    expect(words.out).toContain(events[0]?.id);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject([{ rule: 'fulfilled_not_paid', orderId }]);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Usage: npm run check:money') });
  });
});
