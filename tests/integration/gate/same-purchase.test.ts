import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { openGates } from '@/lib/payments/gate/open-gates';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { doEffects, tellOneByOne } from '../../../harness/money-case';
import { useStripeAnswers } from '../../../harness/stripe-answers';

const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '3600' });
// It is told of nothing: Stripe knows no invoice of any payment.
useStripeAnswers();

beforeEach(async () => {
  await connections().pool.query(
    'truncate hookwell.orders, hookwell.effects, hookwell.findings, hookwell.webhook_events, hookwell.invoice_payments, hookwell.fetched_links cascade',
  );
});

const story = (seed: string) => buildScenario('subscription', { seed, answers: false });
const of = (events: Stripe.Event[], type: string) => events.find((event) => event.type === type) as Stripe.Event;
const orders = () =>
  inbox.prisma().order.findMany({
    select: { invoiceId: true, paymentIntentId: true, holdCode: true, holdDetail: true, fulfilledAt: true },
    orderBy: [{ fulfilledAt: { sort: 'asc', nulls: 'last' } }],
  });
const invoiceIdOf = (event: Stripe.Event) => (event.data.object as { id: string }).id;

describe('An invoice without a payment beside a payment of which Stripe knew no invoice', () => {
  it('is held until its link joins the two, and both are fulfilled as one', async () => {
    const events = story('later');
    const invoice = of(events, 'invoice.paid');
    await tellOneByOne([of(events, 'payment_intent.succeeded'), invoice]);
    expect(await orders()).toEqual([
      expect.objectContaining({ invoiceId: null, holdCode: null, fulfilledAt: expect.any(Date) }),
      expect.objectContaining({ invoiceId: invoiceIdOf(invoice), holdCode: 'same_purchase', fulfilledAt: null }),
    ]);
    await tellOneByOne([of(events, 'invoice_payment.paid')]);
    expect(await orders()).toEqual([
      expect.objectContaining({ invoiceId: invoiceIdOf(invoice), holdCode: null, fulfilledAt: expect.any(Date) }),
    ]);
    expect(await inbox.prisma().effect.count({ where: { kind: 'fulfil' } })).toBe(1);
    await expectNoFindings(inbox.prisma());
  });

  it('lets the payment go on once it has a payment of its own', async () => {
    const events = story('other');
    const paid = of(events, 'payment_intent.succeeded') as Stripe.PaymentIntentSucceededEvent;
    const other = {
      ...paid,
      id: 'evt_3OtherTopUp',
      data: { object: { ...paid.data.object, id: 'pi_3OtherTopUp', latest_charge: 'ch_3OtherTopUp' } },
    } as Stripe.Event;
    await tellOneByOne([of(events, 'invoice.paid'), other]);
    const payment = () => inbox.prisma().order.findFirstOrThrow({ where: { paymentIntentId: 'pi_3OtherTopUp' } });
    expect(await payment()).toMatchObject({ holdCode: 'same_purchase', fulfilledAt: null });
    expect(await openGates(inbox.prisma())).toBe(0);
    await tellOneByOne([of(events, 'invoice_payment.paid'), paid]);
    expect(await openGates(inbox.prisma())).toBe(1);
    await doEffects();
    expect(await payment()).toMatchObject({ holdCode: null, fulfilledAt: expect.any(Date) });
    expect(await openGates(inbox.prisma())).toBe(0);
    await expectNoFindings(inbox.prisma());
  });
});
