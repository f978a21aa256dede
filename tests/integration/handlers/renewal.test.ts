import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, firstTry } from '../../../harness/apply-events';
import { finalRows } from '../../../harness/final-rows';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { forAccount, permutations } from '../../../harness/store-event';

const inbox = useInbox();
const TOLD = [
  'invoice.finalized',
  'charge.succeeded',
  'payment_intent.succeeded',
  'invoice.paid',
  'invoice_payment.paid',
];

/** The last month of a subscription: what happens at its renewal. */
const renewal = (seed: string): Stripe.Event[] =>
  buildScenario('subscription', { seed })
    .slice(buildScenario('subscription', { seed }).findLastIndex(({ type }) => type === 'invoice.created'))
    .filter(({ type }) => TOLD.includes(type));

/** The same as an endpoint of an API version before 2025-03-31 hears it: invoice and payment name each other. */
function beforeBasil(events: Stripe.Event[]): Stripe.Event[] {
  const link = events.find(({ type }) => type === 'invoice_payment.paid')?.data.object as Stripe.InvoicePayment;
  const told = events.filter(({ type }) => type !== 'invoice_payment.paid');
  return told.map((event) => {
    const object: Record<string, unknown> = { ...event.data.object };
    if (event.type.startsWith('invoice.')) {
      const details = (object.parent as Stripe.Invoice.Parent).subscription_details;
      Object.assign(object, {
        parent: undefined,
        subscription: details?.subscription,
        payment_intent: link.payment.payment_intent,
      });
    } else object.invoice = link.invoice;
    return { ...event, api_version: '2024-06-20', data: { object } } as unknown as Stripe.Event;
  });
}

async function expectOneOrder(events: Stripe.Event[], tag: string) {
  const prisma = inbox.prisma();
  await applyEvents(forAccount(events, `acct_${tag}inorder`));
  const expected = await finalRows(prisma, `acct_${tag}inorder`);
  for (const [index, story] of permutations(events).entries()) {
    const account = `acct_${tag}${index}`;
    await applyEvents(forAccount(story, account));
    const rows = await finalRows(prisma, account);
    const name = story.map(({ type }) => type).join(', ');
    expect(rows.orders, name).toBe(1);
    expect(JSON.parse(rows.text), name).toEqual(JSON.parse(expected.text));
  }
  expect(JSON.parse(expected.text)).toMatchObject({
    orders: [
      {
        status: 'paid',
        invoiceId: expect.stringMatching(/^in_/),
        paymentIntentId: expect.stringMatching(/^pi_/),
        subscriptionId: expect.stringMatching(/^sub_/),
      },
    ],
    effects: [{ kind: 'fulfil' }, { kind: 'receipt' }],
  });
  await expectNoFindings(prisma);
}

describe('a renewal', () => {
  it('is one order under every permutation of its events', async () => {
    expect(renewal('renewal').map(({ type }) => type)).toEqual(TOLD);
    await expectOneOrder(renewal('renewal'), 'basil');
  }, 120_000);

  it('is one order where invoice and payment name each other', async () => {
    await expectOneOrder(beforeBasil(renewal('older')), 'older');
  }, 60_000);

  it('has no second effect from invoice.payment_succeeded, the twin of invoice.paid', async () => {
    const events = renewal('twin');
    const paid = events.find(({ type }) => type === 'invoice.paid') as Stripe.Event;
    const twin = { ...paid, id: `${paid.id}twin`, type: 'invoice.payment_succeeded' } as Stripe.Event;
    await applyEvents(forAccount([paid, twin, ...events.filter((event) => event !== paid)], 'acct_twin'));
    const effects = await inbox.prisma().effect.findMany({ where: { order: { account: 'acct_twin' } } });
    for (const { key } of effects) await runEffect(inbox.prisma(), key, firstTry);
    const done = await inbox.prisma().effect.findMany({ where: { order: { account: 'acct_twin' }, status: 'done' } });
    expect(done.map(({ kind }) => kind).sort()).toEqual(['fulfil', 'receipt']);
  });
});

describe('a subscription', () => {
  const subscription = () => inbox.prisma().subscription.findFirstOrThrow({ where: { account: 'acct_subscription' } });

  it('ends, whatever arrives late', async () => {
    const events = buildScenario('subscription-past-due', { seed: 'ends' }).filter(({ type }) =>
      type.startsWith('customer.subscription.'),
    );
    const ended = events.at(-1) as Stripe.Event;
    expect(ended.type).toBe('customer.subscription.deleted');
    await applyEvents(forAccount([ended], 'acct_subscription'));
    const row = await subscription();
    expect(row).toMatchObject({ status: 'canceled', endedAt: expect.any(Date) });
    await applyEvents(forAccount(events.slice(0, -1), 'acct_subscription'));
    expect(await subscription()).toEqual(row);
    const stale = await inbox.prisma().webhookEvent.findFirst({ where: { type: 'customer.subscription.created' } });
    expect(stale).toMatchObject({
      outcome: 'stale',
      summary: expect.stringContaining('a later state of it was known already: nothing changed'),
    });
  });
});
