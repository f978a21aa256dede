import { describe, expect, it } from 'vitest';
import { createPayment } from '@/lib/checkout/create-payment';
import { createSession } from '@/lib/checkout/create-session';
import { type PurchaseRef, readPurchase } from '@/lib/checkout/read-purchase';
import { rebuild } from '@/lib/ops/rebuild/rebuild';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { firstTry } from '../../../harness/apply-events';
import { eventsOf, newCart, useCheckout } from '../../../harness/checkout';
import { expectNoFindings } from '../../../harness/invariants';
import { storeEvents } from '../../../harness/store-event';

const shop = useCheckout();
const read = (ref: PurchaseRef) => readPurchase(shop.prisma(), shop.stripe(), ref);
const TYPES = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'];

async function newPayment() {
  const { id, clientSecret } = await createPayment(shop.stripe(), newCart());
  return { id, ref: { paymentIntent: id, clientSecret } };
}

async function paid() {
  const payment = await newPayment();
  await shop.stripe().paymentIntents.confirm(payment.id);
  return { ...payment, events: eventsOf(shop.standIn(), TYPES, payment.id) };
}

async function apply(events: Awaited<ReturnType<typeof paid>>['events']) {
  await storeEvents(events);
  await Promise.all(events.map(({ id }) => processEvent(shop.prisma(), id, firstTry)));
}

/** The order of a payment with its fulfilments; fails where there is not exactly one order. */
async function orderOf(ref: string) {
  const { orderId } = await shop.prisma().orderRef.findFirstOrThrow({ where: { ref } });
  const orders = await shop.prisma().order.findMany({
    where: { paymentIntentId: ref },
    include: { effects: { where: { kind: 'fulfil' } } },
  });
  expect(orders.map(({ id }) => id)).toEqual([orderId]);
  return orders[0] as (typeof orders)[number];
}

describe('the success page before the webhook', () => {
  it('makes the order, asks for its fulfilment, and the webhook then changes nothing but takes the rows over', async () => {
    const { id, ref, events } = await paid();
    expect(await read(ref)).toMatchObject({ state: 'preparing', amount: 8_200n, currency: 'usd' });
    const order = await orderOf(id);
    expect(order).toMatchObject({ status: 'paid', amount: 8_200n });
    expect(order.effects).toMatchObject([{ key: `fulfil:${order.id}`, eventId: null, status: 'pending' }]);

    await runEffect(shop.prisma(), `fulfil:${order.id}`, firstTry);
    await apply(events);
    await runEffect(shop.prisma(), `fulfil:${order.id}`, firstTry);
    expect(await read(ref)).toMatchObject({ state: 'fulfilled', orderId: order.id });
    expect((await orderOf(id)).effects).toMatchObject([{ status: 'done', attempts: 1 }]);
    const succeeded = events.find(({ type }) => type === 'payment_intent.succeeded');
    expect(await shop.prisma().paymentIntent.findFirstOrThrow({ where: { id } })).toMatchObject({
      eventId: succeeded?.id,
      succeededAt: new Date((succeeded?.created ?? 0) * 1000),
    });
  });

  it('does the same for a hosted session', async () => {
    const url = await createSession(shop.stripe(), newCart(), 'https://shop.example.com');
    const session = url.split('/').at(-1) ?? '';
    expect(await read({ session })).toMatchObject({ state: 'unpaid', orderId: null, amount: 8_200n });
    await shop.stripe().rawRequest('POST', `/v1/checkout/sessions/${session}/pay`);
    expect(await read({ session })).toMatchObject({ state: 'preparing' });
    const { payment_intent: id } = await shop.stripe().checkout.sessions.retrieve(session);
    await apply(eventsOf(shop.standIn(), TYPES, String(id)));
    const order = await orderOf(String(id));
    expect(order).toMatchObject({ status: 'paid', checkoutSessionId: session });
    expect(order.effects).toMatchObject([{ key: `fulfil:${order.id}` }]);
  });

  it('leaves rows that a rebuild from the events finds the same', async () => {
    const report = await rebuild(process.env.DATABASE_URL as string);
    expect(report.differences).toBe(0);
  });
});

describe('the success page at the same moment as the webhook', () => {
  it('is one order and one fulfilment, 20 times', async () => {
    for (let round = 0; round < 20; round++) {
      const { id, ref, events } = await paid();
      await storeEvents(events);
      await Promise.all([
        ...Array.from({ length: 3 }, () => read(ref)),
        ...events.map((event) => processEvent(shop.prisma(), event.id, firstTry)),
      ]);
      const order = await orderOf(id);
      const key = `fulfil:${order.id}`;
      await Promise.all(Array.from({ length: 3 }, () => runEffect(shop.prisma(), key, firstTry)));
      expect((await orderOf(id)).effects).toMatchObject([{ key, status: 'done', attempts: 1 }]);
      expect(await read(ref)).toMatchObject({ state: 'fulfilled', orderId: order.id });
    }
    await expectNoFindings(shop.prisma());
  });
});

describe('the success page', () => {
  it('shows nobody the order of someone else', async () => {
    const { id, ref } = await paid();
    const other = await paid();
    expect(await read({ paymentIntent: id, clientSecret: other.ref.clientSecret })).toBeNull();
    expect(await read({ paymentIntent: id, clientSecret: '' })).toBeNull();
    expect(await read({ ...ref, paymentIntent: 'pi_nobodys000000000000000' })).toBeNull();
    expect(await read({ session: 'cs_test_nobodys' })).toBeNull();
    expect(await shop.prisma().orderRef.count({ where: { ref: id } })).toBe(0);
  });

  it('says that a payment was not made, or refused and why, and makes no order of it', async () => {
    const { id, ref } = await newPayment();
    expect(await read(ref)).toMatchObject({ state: 'unpaid', problem: null, orderId: null });
    await shop
      .stripe()
      .paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' })
      .catch(() => null);
    expect(await read(ref)).toMatchObject({ state: 'unpaid', problem: expect.stringMatching(/^Your card /) });
    expect(await shop.prisma().orderRef.count({ where: { ref: id } })).toBe(0);
  });

  it('fails while Stripe is away, and goes on when it is back', async () => {
    const { ref } = await paid();
    const { hooks } = shop.standIn();
    hooks.intercept = () => ({ status: 500 });
    await expect(read(ref)).rejects.toThrow('The stand-in fails');
    hooks.intercept = () => undefined;
    expect(await read(ref)).toMatchObject({ state: 'preparing' });
  });
});
