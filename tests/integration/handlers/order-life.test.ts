import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { forAccount } from '../../../harness/store-event';
import { tellOnePayment } from '../../../harness/tell';

const inbox = useInbox();
const AMOUNT = { set: { 'data.object.amount': 5000, 'data.object.currency': 'eur' } };

type Told = { id: string; data: { object: Record<string, unknown> & { id: string } } };

/** A payment of 50.00 EUR that went through. */
async function pay(account: string) {
  const story = tellOnePayment(account, AMOUNT);
  await story.apply(story.event('charge.succeeded'), story.event('payment_intent.succeeded'));
  expect(await story.order()).toMatchObject({ status: 'paid', amount: 5000n, amountRefunded: 0n });
  return story;
}

describe('an order whose money goes back', () => {
  it('is partially refunded, then refunded', async () => {
    const { event, apply, order } = await pay('acct_refunded');
    await apply(event('refund.created', { id: 're_1', amount: 2000 }));
    expect(await order()).toMatchObject({ status: 'partially_refunded', amountRefunded: 2000n });
    await apply(event('charge.refunded', { amount_refunded: 2000, refunded: false }));
    expect(await order()).toMatchObject({ status: 'partially_refunded', amountRefunded: 2000n });
    await apply(event('refund.created', { id: 're_2', amount: 3000, status: 'pending' }));
    expect(await order()).toMatchObject({ status: 'refunded', amountRefunded: 5000n });
    await apply(event('refund.updated', { id: 're_2', amount: 3000 }));
    await apply(event('charge.refunded', { amount_refunded: 5000 }));
    expect(await order()).toMatchObject({ status: 'refunded', amount: 5000n, amountRefunded: 5000n });
    await expectNoFindings(inbox.prisma());
  });

  it('is paid again when the refund fails, or is canceled, whatever the charge said before', async () => {
    const { event, apply, order } = await pay('acct_refundfailed');
    await apply(event('refund.created'), event('charge.refunded'));
    expect(await order()).toMatchObject({ status: 'refunded' });
    await apply(event('refund.failed'));
    expect(await order()).toMatchObject({ status: 'paid', amountRefunded: 0n });
    await apply(event('refund.updated'));
    expect(await order()).toMatchObject({ status: 'paid', amountRefunded: 0n });

    const other = await pay('acct_refundcanceled');
    await other.apply(other.event('refund.created', { status: 'requires_action' }));
    expect(await other.order()).toMatchObject({ status: 'refunded' });
    await other.apply(other.event('refund.updated', { status: 'canceled' }));
    expect(await other.order()).toMatchObject({ status: 'paid', amountRefunded: 0n });
  });

  it('is known by the charge alone where no refund is told of', async () => {
    const { event, apply, order } = await pay('acct_chargeonly');
    await apply(event('charge.refunded', { amount_refunded: 1500, refunded: false }));
    expect(await order()).toMatchObject({ status: 'partially_refunded', amountRefunded: 1500n });
    // One of two refunds changes; the other is still known by the charge.
    await apply(event('charge.refund.updated', { id: 're_first', amount: 500 }));
    expect(await order()).toMatchObject({ status: 'partially_refunded', amountRefunded: 1500n });
  });

  it('is the same order when the refund comes before the payment', async () => {
    const { event, apply, order } = tellOnePayment('acct_refundfirst', AMOUNT);
    const paid = event('payment_intent.succeeded');
    const charged = event('charge.succeeded');
    await apply(event('refund.created', { amount: 2000 }));
    expect((await order()).amountRefunded).toBe(2000n);
    await apply(charged);
    expect(await order()).toMatchObject({ status: 'partially_refunded', amountRefunded: 2000n });
    await apply(paid);
    expect(await order()).toMatchObject({ status: 'partially_refunded', amount: 5000n, amountRefunded: 2000n });
  });

  it('leaves alone a refund of a customer’s cash balance, which no payment stands behind', async () => {
    const { event, apply, orders } = tellOnePayment('acct_cashbalance', AMOUNT);
    await apply(event('refund.created', { charge: null, payment_intent: null }));
    expect(await orders()).toEqual([]);
    const stored = await inbox.prisma().webhookEvent.findFirst({ where: { account: 'acct_cashbalance' } });
    expect(stored).toMatchObject({ status: 'processed', summary: expect.stringContaining('cash balance') });
  });
});

describe('an order whose money was held', () => {
  const HOLD = { set: { 'data.object.amount': 9675, 'data.object.currency': 'eur' } };
  const held = { captured: false, amount_captured: 0 };

  it('is paid with what was captured; the rest that was released is no refund', async () => {
    const { event, apply, order } = tellOnePayment('acct_partlycaptured', HOLD);
    await apply(event('charge.succeeded', held), event('payment_intent.amount_capturable_updated'));
    const told = { amount_captured: 9375, amount_refunded: 300, refunded: false };
    await apply(event('charge.captured', told), event('payment_intent.succeeded', { amount_received: 9375 }));
    expect(await order()).toMatchObject({ status: 'paid', amount: 9375n, amountReceived: 9375n, amountRefunded: 0n });
    await apply(
      event('refund.created', { amount: 9375 }),
      event('charge.refunded', { ...told, amount_refunded: 9675 }),
    );
    expect(await order()).toMatchObject({ status: 'refunded', amountReceived: 9375n, amountRefunded: 9375n });
    await inbox.prisma().$executeRaw`
      update hookwell.orders set updated_at = now() - interval '6 minutes' where account = 'acct_partlycaptured'`;
    await expectNoFindings(inbox.prisma());
  });

  it('is canceled where nothing was captured, whether or not the charge calls that a refund', async () => {
    for (const [account, told] of [
      ['acct_releasedold', { ...held, amount_refunded: 9675, refunded: true }],
      ['acct_releasednew', held],
    ] as const) {
      const { event, apply, order } = tellOnePayment(account, HOLD);
      await apply(event('charge.succeeded', held), event('payment_intent.amount_capturable_updated'));
      await apply(event('charge.updated', told), event('payment_intent.canceled'));
      expect(await order()).toMatchObject({ status: 'canceled', amountReceived: 0n, amountRefunded: 0n });
    }
  });

  it('is canceled without a PaymentIntent too', async () => {
    const { event, apply, order } = tellOnePayment('acct_releasedcharge', HOLD);
    await apply(event('charge.succeeded', { ...held, payment_intent: null }));
    await apply(event('charge.refunded', { ...held, payment_intent: null, amount_refunded: 9675 }));
    expect(await order()).toMatchObject({ status: 'canceled', amountReceived: 0n, amountRefunded: 0n });
  });
});

describe('an order with an open invoice', () => {
  it('is paid by all of what is due, not by a part of it', async () => {
    const account = 'acct_halfpaid';
    const events = forAccount(buildScenario('subscription', { seed: account }), account) as Stripe.Event[];
    const first = (type: string) => structuredClone(events.find((event) => event.type === type)) as never as Told;
    const [invoice, half, link] = ['invoice.finalized', 'payment_intent.succeeded', 'invoice_payment.paid'].map(first);
    if (!invoice || !half || !link) throw new Error('the story of a subscription has changed');
    const due = Number(invoice.data.object.amount_due);
    Object.assign(half.data.object, { amount: due - 10, amount_received: due - 10 });
    await applyEvents([invoice, link, half] as never);
    const order = () => inbox.prisma().order.findFirstOrThrow({ where: { account } });
    const partly = { status: 'pending', paidAt: null, amount: BigInt(due), amountReceived: BigInt(due - 10) };
    expect(await order()).toMatchObject(partly);
    expect(await inbox.prisma().effect.count({ where: { order: { account } } })).toBe(0);

    const rest = structuredClone(half);
    rest.id += 'rest';
    Object.assign(rest.data.object, {
      id: `${half.data.object.id}rest`,
      amount: 10,
      amount_received: 10,
      latest_charge: null,
    });
    const restLink = structuredClone(link);
    restLink.id += 'rest';
    restLink.data.object.id += 'rest';
    restLink.data.object.payment = { type: 'payment_intent', payment_intent: rest.data.object.id };
    await applyEvents([restLink, rest] as never);
    expect(await order()).toMatchObject({ status: 'paid', amount: BigInt(due), amountReceived: BigInt(due) });
    expect(await inbox.prisma().effect.count({ where: { order: { account }, kind: 'fulfil' } })).toBe(1);
  });
});

describe('an order that is disputed', () => {
  it('is paid again once the shop wins', async () => {
    const { event, apply, order } = await pay('acct_won');
    await apply(event('charge.dispute.created'));
    expect(await order()).toMatchObject({ status: 'disputed', disputeStatus: 'needs_response' });
    await apply(event('charge.dispute.funds_withdrawn'), event('charge.dispute.updated'));
    expect(await order()).toMatchObject({ status: 'disputed', disputeStatus: 'under_review' });
    await apply(event('charge.dispute.closed', { status: 'won' }), event('charge.dispute.funds_reinstated'));
    expect(await order()).toMatchObject({ status: 'paid', disputeStatus: 'won' });
    const [dispute] = await inbox.prisma().dispute.findMany({ where: { account: 'acct_won' } });
    expect(dispute?.fundsReinstatedAt?.getTime()).toBeGreaterThan(dispute?.fundsWithdrawnAt?.getTime() ?? Infinity);
  });

  it('stays disputed once the shop has lost, and while it appeals', async () => {
    const { event, apply, order } = await pay('acct_lost');
    await apply(event('charge.dispute.created'), event('charge.dispute.closed'));
    expect(await order()).toMatchObject({ status: 'disputed', disputeStatus: 'lost' });
    await apply(event('charge.dispute.updated', { status: 'appeal_needs_response' }));
    expect(await order()).toMatchObject({ status: 'disputed', disputeStatus: 'appeal_needs_response' });
    await apply(event('charge.dispute.closed', { status: 'won' }));
    expect(await order()).toMatchObject({ status: 'paid', disputeStatus: 'won' });
  });

  it('is not marked by an inquiry, until that becomes a dispute', async () => {
    const { event, apply, order } = await pay('acct_inquiry');
    const closed = event('charge.dispute.closed', { status: 'warning_closed' });
    await apply(event('charge.dispute.created', { status: 'warning_needs_response' }));
    expect(await order()).toMatchObject({ status: 'paid', disputeStatus: 'warning_needs_response' });
    await apply(event('charge.dispute.updated', { status: 'needs_response' }));
    expect(await order()).toMatchObject({ status: 'disputed' });
    await apply(closed);
    expect(await order()).toMatchObject({ status: 'disputed', disputeStatus: 'needs_response' });
  });

  it('cannot be found where the dispute names no payment: a person decides', async () => {
    const { event, apply } = tellOnePayment('acct_nopayment', AMOUNT);
    await apply(event('charge.dispute.created', { charge: null, payment_intent: null }));
    expect(await inbox.prisma().webhookEvent.findFirst({ where: { account: 'acct_nopayment' } })).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('names neither a charge nor a PaymentIntent'),
    });
  });
});

describe('a debit that takes days', () => {
  const statuses = async (name: string, account: string) => {
    const seen: [string, string][] = [];
    for (const event of forAccount(buildScenario(name, { seed: account }), account) as Stripe.Event[]) {
      await applyEvents([event]);
      const [order] = await inbox.prisma().order.findMany({ where: { account } });
      if (order && seen.at(-1)?.[1] !== order.status) seen.push([event.type, order.status]);
    }
    return seen;
  };

  it('is pending while it is on its way, and paid when the money is there', async () => {
    expect(await statuses('delayed-payment', 'acct_debit')).toEqual([
      ['payment_intent.created', 'pending'],
      ['payment_intent.succeeded', 'paid'],
    ]);
  });

  it('fails when the bank returns it', async () => {
    expect(await statuses('delayed-payment-failed', 'acct_returned')).toEqual([
      ['payment_intent.created', 'pending'],
      ['payment_intent.payment_failed', 'failed'],
    ]);
  });
});

describe('amounts', () => {
  it('beyond 32 bits survive in every table', async () => {
    const amount = 4_200_000_000_00;
    const story = tellOnePayment('acct_rupiah', {
      set: { 'data.object.amount': amount, 'data.object.currency': 'idr' },
    });
    const { event, apply, order } = story;
    await apply(event('charge.succeeded'), event('payment_intent.succeeded'), event('charge.dispute.created'));
    await apply(event('refund.created', { amount: amount - 1 }), event('payout.paid', { amount: amount * 7 }));
    expect(await order()).toMatchObject({
      amount: BigInt(amount),
      amountReceived: BigInt(amount),
      amountRefunded: BigInt(amount - 1),
      currency: 'idr',
    });
    const where = { where: { account: 'acct_rupiah' } };
    expect(await inbox.prisma().charge.findFirst(where)).toMatchObject({ amount: BigInt(amount) });
    expect(await inbox.prisma().dispute.findFirst(where)).toMatchObject({ amount: BigInt(amount) });
    expect(await inbox.prisma().payout.findFirst(where)).toMatchObject({ amount: BigInt(amount * 7) });
  });

  it('that JSON has rounded are refused', async () => {
    const { event, apply } = tellOnePayment('acct_rounded', AMOUNT);
    await apply(event('charge.succeeded', { amount: 2 ** 53 }));
    expect(await inbox.prisma().webhookEvent.findFirst({ where: { account: 'acct_rounded' } })).toMatchObject({
      status: 'failed',
    });
  });
});

describe('values that no column holds', () => {
  it.each([
    ['a time beyond the year 9999', 'charge.succeeded', { created: 253_402_300_800 }],
    ['a time before 1970', 'charge.succeeded', { created: -1 }],
    ['a quantity beyond 32 bits', 'customer.subscription.created', { quantity: 2 ** 31 }],
  ] as const)('are refused at once: %s', async (what, type, object) => {
    const account = `acct_${what.replaceAll(/\W/g, '')}`;
    const { event, apply } = tellOnePayment(account, AMOUNT);
    await apply(event(type, object));
    expect(await inbox.prisma().webhookEvent.findFirst({ where: { account } })).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('lacks what it needs'),
    });
  });
});

describe('a charge without a PaymentIntent', () => {
  it('is an order of its own, paid once it is captured', async () => {
    const { event, apply, order } = tellOnePayment('acct_plaincharge', AMOUNT);
    await apply(event('charge.succeeded', { payment_intent: null, captured: false, amount_captured: 0 }));
    expect(await order()).toMatchObject({ status: 'pending', amount: 5000n });
    await apply(event('charge.captured', { payment_intent: null, amount_captured: 4000 }));
    expect(await order()).toMatchObject({ status: 'paid', amount: 4000n });
    await apply(event('charge.refunded', { payment_intent: null, amount_captured: 4000, amount_refunded: 4000 }));
    expect(await order()).toMatchObject({ status: 'refunded', amountRefunded: 4000n });
  });

  it('fails where the bank refuses it', async () => {
    const { event, apply, orders } = tellOnePayment('acct_failedcharge', AMOUNT);
    await apply(event('charge.failed', { payment_intent: null }));
    expect(await orders()).toMatchObject([{ status: 'failed' }]);
  });
});
