import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { decideOrder } from '@/lib/payments/gate/decide-order';
import { holdOrder, releaseHold } from '@/lib/payments/gate/hold-order';
import { beginEffect } from '@/lib/worker/begin-effect';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { doEffects, waitLongEnough } from '../../../harness/money-case';
import { forAccount } from '../../../harness/store-event';

const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600' });
const ann = { id: null, name: 'Ann', role: 'operator' as const };

const of = (events: Stripe.Event[], ...types: string[]) =>
  types.map((type) => events.find((event) => event.type === type) as Stripe.Event);

/** A payment that waits for its link, in an account of its own. */
async function waiting(account: string) {
  const events = forAccount(buildScenario('purchase', { seed: account, answers: false }), account);
  await applyEvents(of(events, 'payment_intent.succeeded'));
  return { order: await orderOf(account), events };
}

/** A payment that is in manual review. */
async function reviewed(account: string) {
  const events = forAccount(buildScenario('review', { seed: account }), account);
  await applyEvents(
    of(events, 'charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed', 'review.opened'),
  );
  return { order: await orderOf(account), events };
}

const orderOf = (account: string) =>
  inbox.prisma().order.findFirstOrThrow({ where: { account }, include: { effects: true } });
const effectsOf = async (account: string) =>
  (await orderOf(account)).effects.map(({ kind, status }) => `${kind} ${status}`).sort();

describe('a wait', () => {
  it('ends by itself, is told until then, and lets fulfillment and receipt through once', async () => {
    const { order } = await waiting('acct_wait');
    expect(order).toMatchObject({
      status: 'paid',
      holdCode: 'link_unknown',
      holdEndsAt: expect.any(Date),
      effects: [],
    });
    await waitLongEnough();
    expect(await orderOf('acct_wait')).toMatchObject({ holdCode: null, heldAt: null, fulfilledAt: expect.any(Date) });
    expect(await effectsOf('acct_wait')).toEqual(['fulfil done', 'receipt done']);
  });

  it('ends with the session that says that it is no invoice', async () => {
    const { events } = await waiting('acct_session');
    await applyEvents(of(events, 'checkout.session.completed'));
    expect(await orderOf('acct_session')).toMatchObject({ holdCode: null });
    expect(await effectsOf('acct_session')).toEqual(['fulfil pending', 'receipt pending']);
  });
});

describe('a person', () => {
  it('releases what is held: it is fulfilled, the receipt goes out, and it is written down who said so', async () => {
    const { order } = await reviewed('acct_release');
    expect(order).toMatchObject({ holdCode: 'in_review', holdEndsAt: null, effects: [] });
    expect(await decideOrder(inbox.prisma(), order.id, 'release', ann)).toBe('decided');
    await doEffects();
    expect(await orderOf('acct_release')).toMatchObject({
      decision: 'release',
      decidedBy: 'Ann',
      holdCode: null,
      fulfilledAt: expect.any(Date),
    });
    expect(await effectsOf('acct_release')).toEqual(['fulfil done', 'receipt done']);
    expect(await inbox.prisma().auditEntry.findFirst({ where: { target: order.id } })).toMatchObject({
      action: 'order.release',
    });
    expect(await decideOrder(inbox.prisma(), order.id, 'cancel', ann)).toBe('settled');
  });

  it('decides nothing while the fulfillment is being done', async () => {
    const { order } = await waiting('acct_doing');
    await decideOrder(inbox.prisma(), order.id, 'release', ann);
    const prisma = inbox.prisma();
    await prisma.$transaction(async (tx) => {
      await beginEffect(tx, `fulfil:${order.id}`);
      for (const decision of ['cancel', 'done', 'release'] as const)
        expect(await decideOrder(prisma, order.id, decision, ann)).toBe('settled');
    });
    expect(await decideOrder(prisma, order.id, 'cancel', ann)).toBe('decided');
    await doEffects();
    expect(await orderOf('acct_doing')).toMatchObject({ fulfilledAt: null, holdCode: 'canceled_by_person' });
  });

  it('cancels, whatever comes later, until somebody releases it after all', async () => {
    const { order, events } = await reviewed('acct_cancel');
    await decideOrder(inbox.prisma(), order.id, 'cancel', ann);
    await applyEvents(of(events, 'review.closed'));
    expect(await orderOf('acct_cancel')).toMatchObject({
      holdCode: 'canceled_by_person',
      holdDetail: 'Ann',
      effects: [],
    });
    await decideOrder(inbox.prisma(), order.id, 'release', ann);
    expect(await effectsOf('acct_cancel')).toEqual(['fulfil pending', 'receipt pending']);
  });

  it('marks as done: the shop’s own code is not called, nothing is sent, and nothing is asked for later', async () => {
    const { order, events } = await reviewed('acct_done');
    await decideOrder(inbox.prisma(), order.id, 'done', ann);
    await applyEvents(of(events, 'review.closed'));
    await doEffects();
    const after = await orderOf('acct_done');
    expect(after).toMatchObject({ decision: 'done', holdCode: null, fulfilledAt: expect.any(Date) });
    expect(after.effects).toMatchObject([{ kind: 'fulfil', status: 'done', attempts: 0, result: { by: 'hand' } }]);
  });

  it('is told where there is no such order', async () => {
    expect(await decideOrder(inbox.prisma(), 'ord_nobody', 'release', ann)).toBe('not_found');
  });
});

describe('what comes between asking for a fulfillment and doing it', () => {
  it('holds it back, and lets it through once it is over', async () => {
    const events = forAccount(buildScenario('review', { seed: 'between' }), 'acct_between');
    // The session says that it is paid, and nothing of a review.
    await applyEvents(of(events, 'checkout.session.completed'));
    expect(await effectsOf('acct_between')).toEqual(['fulfil pending', 'receipt pending']);
    await applyEvents(of(events, 'review.opened'));
    await doEffects();
    expect(await effectsOf('acct_between')).toEqual(['fulfil skipped', 'receipt skipped']);
    await applyEvents(of(events, 'review.closed'));
    await doEffects();
    expect(await effectsOf('acct_between')).toEqual(['fulfil done', 'receipt done']);
  });

  it('is a refund of everything: nothing is handed out, and no receipt is sent', async () => {
    const events = forAccount(buildScenario('refund', { seed: 'too late' }), 'acct_refunded');
    await applyEvents(of(events, 'payment_intent.succeeded', 'refund.created'));
    await doEffects();
    expect(await orderOf('acct_refunded')).toMatchObject({
      status: 'refunded',
      holdCode: 'refunded',
      fulfilledAt: null,
    });
    expect(await effectsOf('acct_refunded')).toEqual(['fulfil skipped', 'receipt skipped']);
  });
});

describe('a handler’s own reason', () => {
  it('holds an order until the handler ends it', async () => {
    const events = forAccount(buildScenario('purchase', { seed: 'stock' }), 'acct_stock');
    const [paid] = of(events, 'payment_intent.succeeded');
    if (paid?.type !== 'payment_intent.succeeded') throw new Error('The story has no payment');
    const [created] = of(events, 'payment_intent.created');
    await applyEvents([created as Stripe.Event]);
    const event = { id: paid.id, type: paid.type, account: 'acct_stock', livemode: false, createdAt: new Date() };
    const ref = paid.data.object.id;
    await inbox
      .prisma()
      .$transaction((tx) => holdOrder({ tx, event }, { ref, name: 'stock', reason: 'Stock is checked' }));
    await applyEvents([paid]);
    expect(await orderOf('acct_stock')).toMatchObject({
      holdCode: 'held_by_handler',
      holdDetail: 'Stock is checked',
      effects: [],
    });
    await inbox.prisma().$transaction((tx) => releaseHold({ tx, event }, { ref, name: 'stock' }));
    expect(await effectsOf('acct_stock')).toEqual(['fulfil pending', 'receipt pending']);
  });

  it('is refused for what nobody knows', async () => {
    const event = { id: 'evt_1', type: 'x', account: null, livemode: false, createdAt: new Date() };
    const hold = { ref: 'pi_nobody', name: 'stock', reason: 'Stock is checked' };
    await expect(inbox.prisma().$transaction((tx) => holdOrder({ tx, event }, hold))).rejects.toThrow(
      'No order has pi_nobody',
    );
  });
});
