import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { applyEvents } from '../../../harness/apply-events';
import { buildType } from '../../../harness/build-type';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { forAccount, permutations } from '../../../harness/store-event';

const inbox = useInbox();
const START = Date.UTC(2026, 9, 1) / 1000;

type Fields = Record<string, unknown>;
type Told = [type: string, at: number, object?: Fields];

/** Events of one object, `at` seconds after the start, all from the object that the first type is about. */
function tell(seed: string, told: Told[]): Stripe.Event[] {
  const first = buildType(told[0]?.[0] ?? '', seed).data.object as unknown as Fields;
  return told.map(([type, at, object], index) => {
    const event = buildType(type, seed);
    const data = { object: { ...first, created: START, ...object } };
    return { ...event, id: `evt_${index}`, created: START + at, data } as unknown as Stripe.Event;
  });
}

const objectOf = <T>([event]: Stripe.Event[]): T => {
  if (!event) throw new Error('Nothing is told');
  return event.data.object as unknown as T;
};

/** Applies every order of arrival to an account of its own, and hands each account to the check. */
async function everyOrder(tag: string, events: Stripe.Event[], check: (account: string) => Promise<void>) {
  for (const [index, story] of permutations(events).entries()) {
    const account = `acct_${tag}${index}`;
    await applyEvents(forAccount(story, account));
    const failed = await inbox.prisma().webhookEvent.findMany({ where: { account, status: { not: 'processed' } } });
    expect(failed.map(({ type, lastError }) => ({ type, lastError }))).toEqual([]);
    await check(account);
  }
  await expectNoFindings(inbox.prisma());
}

const orderOf = (account: string) =>
  inbox.prisma().order.findFirstOrThrow({ where: { account }, include: { effects: true } });

describe('an invoice, told in any order', () => {
  it.each([
    ['within seconds', 1],
    ['within one second', 0],
  ])('that is deleted while it is a draft is nobody’s order any more: %s', async (name, step) => {
    const draft = { status: 'draft', billing_reason: 'manual' };
    const events = tell('deleted', [
      ['invoice.created', 0, draft],
      ['invoice.updated', step, draft],
      ['invoice.deleted', 2 * step, draft],
    ]);
    await everyOrder(`deleted${step}`, events, async (account) => {
      expect(await orderOf(account), name).toMatchObject({ status: 'canceled', paidAt: null, effects: [] });
    });
  });

  it('that could not be collected stays so while nothing else is said of it', async () => {
    const refused = { status: 'open', attempt_count: 1, attempted: true };
    const events = tell('refused', [
      ['invoice.finalized', 0],
      ['invoice.payment_failed', 10, refused],
      ['invoice.updated', 10, refused],
      ['invoice.updated', 20, { ...refused, next_payment_attempt: START + 86_400 }],
    ]);
    await everyOrder('refused', events, async (account) => {
      expect(await orderOf(account)).toMatchObject({ status: 'failed' });
    });
  });

  it('that waits for the customer has not failed, and is paid once', async () => {
    const open = { status: 'open', attempt_count: 1, attempted: true };
    const waiting = tell('waits', [
      ['invoice.finalized', 0],
      ['invoice.payment_action_required', 10, open],
      ['invoice.updated', 10, open],
    ]);
    await everyOrder('waits', waiting, async (account) => {
      expect(await orderOf(account)).toMatchObject({ status: 'pending', effects: [] });
    });
    const { amount_due } = objectOf<Stripe.Invoice>(waiting);
    const paid = { status: 'paid', amount_paid: amount_due, status_transitions: { paid_at: START + 20 } };
    const events = [
      ...tell('waits', [
        ['invoice.finalized', 0],
        ['invoice.payment_action_required', 10, open],
        ['invoice.overpaid', 20, { ...paid, amount_overpaid: 100 }],
        ['invoice.updated', 20, paid],
      ]),
    ];
    await everyOrder('overpaid', events, async (account) => {
      const { status, effects, paidAt } = await orderOf(account);
      expect({ status, paidAt }).toEqual({ status: 'paid', paidAt: new Date((START + 20) * 1000) });
      expect(effects.filter(({ kind }) => kind === 'fulfil')).toHaveLength(1);
    });
  });

  it('says why it could not be finalized', async () => {
    const [event] = forAccount(tell('unfinal', [['invoice.finalization_failed', 0]]), 'acct_unfinal');
    await applyEvents([event as Stripe.Event]);
    const { summary } = await inbox.prisma().webhookEvent.findFirstOrThrow({ where: { account: 'acct_unfinal' } });
    expect(summary).toContain('could not be finalized (No tax could be computed)');
  });
});

describe('a hold, told in any order', () => {
  it('that expired is a canceled order without a refund', async () => {
    const held = { captured: false, amount_captured: 0, payment_intent: null, invoice: null };
    const { amount } = objectOf<Stripe.Charge>(tell('hold', [['charge.succeeded', 0, held]]));
    const released = { ...held, refunded: true, amount_refunded: amount };
    const events = tell('hold', [
      ['charge.pending', 0, { ...held, status: 'pending' }],
      ['charge.succeeded', 1, held],
      ['charge.expired', 10, released],
    ]);
    await everyOrder('hold', events, async (account) => {
      expect(await orderOf(account)).toMatchObject({
        status: 'canceled',
        amountReceived: 0n,
        amountRefunded: 0n,
        effects: [],
      });
    });
  });
});

describe('other objects, told in any order', () => {
  it('a subscription whose pending update is applied has the new items', async () => {
    const [item] = objectOf<Stripe.Subscription>(tell('update', [['customer.subscription.updated', 0]])).items.data;
    const items = { object: 'list', data: [{ ...item, quantity: 7 }] };
    const events = tell('update', [
      ['customer.subscription.updated', 0],
      ['customer.subscription.pending_update_applied', 10, { items }],
    ]);
    await everyOrder('update', events, async (account) => {
      expect(await inbox.prisma().subscription.findFirst({ where: { account } })).toMatchObject({
        quantity: 7,
        items: [{ quantity: 7, id: item?.id }],
      });
    });
  });

  it('a card that the network updated under the old name of the event has its new month', async () => {
    const card = (exp_year: number) => ({
      type: 'card',
      card: { brand: 'visa', last4: '4242', exp_month: 8, exp_year },
    });
    const events = tell('card', [
      ['payment_method.attached', 0, card(2027)],
      ['payment_method.card_automatically_updated', 10, card(2031)],
    ]);
    await everyOrder('card', events, async (account) => {
      expect(await inbox.prisma().paymentMethod.findFirst({ where: { account } })).toMatchObject({
        status: 'attached',
        expYear: 2031,
      });
    });
  });

  it('a payout that can be reconciled stays paid', async () => {
    const events = tell('payout', [
      ['payout.paid', 0],
      ['payout.reconciliation_completed', 10, { reconciliation_status: 'completed' }],
    ]);
    await everyOrder('payout', events, async (account) => {
      expect(await inbox.prisma().payout.findFirst({ where: { account } })).toMatchObject({ status: 'paid' });
    });
  });
});
