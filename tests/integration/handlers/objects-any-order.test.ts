import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import type { SimulatedType } from '@/lib/dev/simulator/event-factories';
import { applyEvents } from '../../../harness/apply-events';
import { finalRows } from '../../../harness/final-rows';
import { useInbox } from '../../../harness/inbox';
import { forAccount, permutations } from '../../../harness/store-event';

const inbox = useInbox();
const START = Date.UTC(2026, 9, 1) / 1000;

type Told = { type: SimulatedType; at: number; object?: Record<string, unknown>; previous?: Record<string, unknown> };

/** Events of one object, `at` seconds after the start; `only` replaces the object, everything else is added to it. */
const tell = (seed: string, told: (Told & { only?: Record<string, unknown> })[]): Stripe.Event[] =>
  told.map(({ type, at, object, only, previous }, index) => {
    const event = buildEvent(type as string, { seed, now: new Date(START * 1000) });
    const full = event.data.object as unknown as Record<string, unknown>;
    const data = {
      object: only ? { id: full.id, ...only } : { ...full, created: START, ...object },
      previous_attributes: previous,
    };
    return { ...event, id: `evt_${index}`, created: START + at, data } as unknown as Stripe.Event;
  });

/** Applies every permutation to an account of its own, and returns the rows that all of them end in. */
async function everyOrder(tag: string, events: Stripe.Event[]) {
  const ends = new Set<string>();
  for (const [index, story] of permutations(events).entries()) {
    const account = `acct_${tag}${index}`;
    await applyEvents(forAccount(story, account));
    ends.add((await finalRows(inbox.prisma(), account)).text);
  }
  expect([...ends]).toHaveLength(1);
  return JSON.parse([...ends][0] ?? '{}');
}

describe('in every order of arrival', () => {
  it('a customer who was deleted stays so, with the last that was known', async () => {
    const end = await everyOrder(
      'customer',
      tell('customer', [
        { type: 'customer.created', at: 0, object: { email: 'first@example.com' } },
        { type: 'customer.updated', at: 10, object: { email: 'second@example.com' } },
        { type: 'customer.updated', at: 10, object: { email: 'third@example.com' } },
        { type: 'customer.deleted', at: 20, only: { object: 'customer', deleted: true } },
      ]),
    );
    expect(end.customers).toMatchObject([{ deleted: true, email: 'third@example.com' }]);
  });

  it('a card that was detached stays so, with its last details and whose it was', async () => {
    const events = tell('card', [
      { type: 'payment_method.attached', at: 0, object: { customer: 'cus_card' } },
      {
        type: 'payment_method.automatically_updated',
        at: 10,
        object: { customer: 'cus_card', type: 'card', card: { last4: '1111' } },
      },
      {
        type: 'payment_method.detached',
        at: 20,
        object: { customer: null, type: 'card', card: { last4: '1111' } },
        previous: { customer: 'cus_card' },
      },
      { type: 'payment_method.updated', at: 30, object: { customer: null, type: 'card', card: { last4: '2222' } } },
    ]);
    const end = await everyOrder('card', events);
    expect(end.paymentMethods).toMatchObject([
      {
        status: 'detached',
        customerId: 'cus_card',
        last4: '2222',
        attachedAt: new Date(START * 1000).toISOString(),
        detachedAt: new Date((START + 20) * 1000).toISOString(),
      },
    ]);
  });

  it('a payout that failed stays so, although it showed as paid', async () => {
    const end = await everyOrder(
      'payout',
      tell('payout', [
        { type: 'payout.created', at: 0 },
        { type: 'payout.updated', at: 0 },
        { type: 'payout.paid', at: 10 },
        { type: 'payout.failed', at: 10 },
      ]),
    );
    expect(end.payouts).toMatchObject([{ status: 'failed', failureCode: 'account_closed' }]);
  });

  it('a set-up that succeeded stays so', async () => {
    const end = await everyOrder(
      'setup',
      tell('setup', [
        { type: 'setup_intent.created', at: 0 },
        { type: 'setup_intent.requires_action', at: 0 },
        { type: 'setup_intent.setup_failed', at: 0 },
        { type: 'setup_intent.succeeded', at: 0 },
      ]),
    );
    expect(end.setupIntents).toMatchObject([{ status: 'succeeded', failureCode: null }]);
  });

  it('a subscription is as its last event says, through pause and trial', async () => {
    const end = await everyOrder(
      'pause',
      tell('pause', [
        { type: 'customer.subscription.created', at: 0 },
        { type: 'customer.subscription.updated', at: 0 },
        { type: 'customer.subscription.paused', at: 10 },
        { type: 'customer.subscription.resumed', at: 20 },
      ]),
    );
    expect(end.subscriptions).toMatchObject([{ status: 'active' }]);
  });

  it('a dispute keeps when the money went, and when it came back', async () => {
    const end = await everyOrder(
      'dispute',
      tell('dispute', [
        { type: 'charge.dispute.created', at: 0, object: { id: 'du_a' } },
        { type: 'charge.dispute.funds_withdrawn', at: 0, object: { id: 'du_a' } },
        { type: 'charge.dispute.funds_reinstated', at: 10, object: { id: 'du_a' } },
        { type: 'charge.dispute.closed', at: 10, object: { id: 'du_a', status: 'won' } },
      ]),
    );
    expect(end.disputes).toMatchObject([
      {
        status: 'won',
        fundsWithdrawnAt: new Date(START * 1000).toISOString(),
        fundsReinstatedAt: new Date((START + 10) * 1000).toISOString(),
      },
    ]);
  });

  it('an invoice that failed and was then paid is paid', async () => {
    const end = await everyOrder(
      'invoice',
      tell('invoice', [
        { type: 'invoice.finalized', at: 0 },
        { type: 'invoice.payment_failed', at: 0, object: { attempt_count: 1 } },
        { type: 'invoice.marked_uncollectible', at: 10 },
        { type: 'invoice.paid', at: 20 },
      ]),
    );
    expect(end.invoices).toMatchObject([{ status: 'paid' }]);
    expect(end.orders).toMatchObject([{ status: 'paid' }]);
  });
});

describe('a replay', () => {
  it('writes what the handler reads now, and is no stale event', async () => {
    const prisma = inbox.prisma();
    const [event] = tell('replay', [{ type: 'payout.paid', at: 0 }]) as [Stripe.Event];
    await applyEvents([event]);
    await prisma.payout.updateMany({ where: { eventId: event.id }, data: { failureMessage: 'from an older handler' } });
    await prisma.webhookEvent.update({ where: { id: event.id }, data: { status: 'pending' } });
    await applyEvents([event]);
    expect(await prisma.payout.findFirst({ where: { eventId: event.id } })).toMatchObject({ failureMessage: null });
    expect((await prisma.webhookEvent.findUnique({ where: { id: event.id } }))?.summary).not.toContain('later state');
  });
});
