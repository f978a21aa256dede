import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { Effect } from '@/lib/db/generated/client';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { finalRows } from '../../../harness/final-rows';
import { useInbox } from '../../../harness/inbox';
import { forAccount, permutations, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const HANDLED = ['payment_intent.succeeded', 'checkout.session.completed', 'payment_method.attached'];
const once = { attempt: 1, last: false, workerId: null };

async function apply(events: Stripe.Event[]) {
  await storeEvents(events);
  for (const event of events) await processEvent(inbox.prisma(), event.id, once);
}

/** What the events of one account made, with its effects done. */
async function rowsOf(account: string) {
  const effects = await inbox.prisma().effect.findMany({ where: { order: { account } } });
  for (const { key } of effects) await runEffect(inbox.prisma(), key, once);
  return finalRows(inbox.prisma(), account);
}

describe('the events of one purchase', () => {
  const purchase = buildScenario('purchase', { seed: 'order' }).filter((event) => HANDLED.includes(event.type));
  const method = purchase.find((event) => event.type === 'payment_method.attached')?.data
    .object as Stripe.PaymentMethod;
  const detached = buildEvent('payment_method.detached', { seed: 'order' });
  const story = [
    ...purchase,
    {
      ...detached,
      data: { object: { ...method, customer: null }, previous_attributes: { customer: method.customer } },
    } as Stripe.Event,
  ];

  it('leave the same rows in each of their permutations, one order, fulfilled once', async () => {
    expect(story).toHaveLength(4);
    await apply(forAccount(story, 'acct_inorder'));
    const expected = await rowsOf('acct_inorder');
    expect(expected.orders).toBe(1);
    expect(JSON.parse(expected.text)).toMatchObject({
      orders: [{ status: 'paid', fulfilled: true }],
      paymentMethods: [{ status: 'detached', customerId: method.customer, last4: method.card?.last4 }],
      effects: [
        { kind: 'fulfil', status: 'done' },
        { kind: 'receipt', status: 'done' },
      ],
    });
    for (const [index, order] of permutations(story).entries()) {
      const account = `acct_permutation${index}`;
      await apply(forAccount(order, account));
      expect((await rowsOf(account)).text, order.map((event) => event.type).join(', ')).toBe(expected.text);
    }
  });

  it('change nothing when they are all applied again', async () => {
    const events = forAccount(story, 'acct_again');
    await apply(events);
    const before = await rowsOf('acct_again');
    await inbox.prisma().webhookEvent.updateMany({ where: { account: 'acct_again' }, data: { status: 'pending' } });
    for (const event of events.toReversed()) await processEvent(inbox.prisma(), event.id, once);
    expect(await rowsOf('acct_again')).toEqual(before);
  });

  it('meet in one order when they run at the same moment', async () => {
    const accounts = Array.from({ length: 10 }, (_, i) => `acct_together${i}`);
    await apply(forAccount(story, 'acct_alone'));
    const expected = (await rowsOf('acct_alone')).text;
    const events = accounts.flatMap((account) => forAccount(story, account));
    await storeEvents(events);
    await Promise.all(events.map((event) => processEvent(inbox.prisma(), event.id, once)));
    for (const account of accounts) expect((await rowsOf(account)).text).toBe(expected);
  });
});

describe('a purchase whose parts are linked late', () => {
  it('becomes one order, fulfilled once and with one receipt, when the link arrives last', async () => {
    const prisma = inbox.prisma();
    const [paid, session] = buildScenario('purchase', { seed: 'late' }).filter((event) =>
      ['payment_intent.succeeded', 'checkout.session.completed'].includes(event.type),
    );
    const unlinked = structuredClone(session) as Stripe.CheckoutSessionCompletedEvent;
    unlinked.id = 'evt_unlinked';
    unlinked.created -= 1;
    unlinked.data.object.payment_intent = null;
    await apply([paid, unlinked] as Stripe.Event[]);
    expect(await prisma.order.count({ where: { account: null } })).toBe(2);

    await apply([session as Stripe.Event]);
    const orders = await prisma.order.findMany({ where: { account: null }, include: { effects: true, refs: true } });
    expect(orders).toHaveLength(1);
    const stand = (effects: Effect[]) => effects.map(({ kind, status }) => `${kind} ${status}`).sort();
    expect(stand(orders[0]?.effects ?? [])).toEqual([
      'fulfil pending',
      'fulfil skipped',
      'receipt pending',
      'receipt skipped',
    ]);
    for (const { key } of orders[0]?.effects ?? []) await runEffect(prisma, key, once);
    const effects = await prisma.effect.findMany({ where: { orderId: orders[0]?.id } });
    expect(stand(effects)).toEqual(['fulfil done', 'fulfil skipped', 'receipt done', 'receipt skipped']);
    expect(await prisma.mail.findMany({ where: { account: null } })).toMatchObject([{ orderId: orders[0]?.id }]);
  });
});
