import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/thin/route';
import { buildEvent } from '@/lib/dev/simulator/build';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { resetEnv } from '@/lib/kit/env';
import { processEvent } from '@/lib/worker/process-event';
import { delivery, testSecret } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { TEST_KEY, useStripe } from '../../../harness/sweep';

// As by two endpoints, of both modes, for one's own account and for connected ones.
const inbox = useInbox({ STRIPE_WEBHOOK_SECRET: `${testSecret}:test:live` });
const at = useStripe();
const FAILURE = 'v2.core.health.event_generation_failure.resolved';
const newId = () => `evt_test_${randomBytes(12).toString('hex')}`;

/** Delivers a notification through the door, as Stripe does, and applies it. */
async function notify(type: string, rest: object = {}) {
  const id = newId();
  const body = { id, object: 'v2.core.event', type, created: new Date().toISOString(), livemode: false, ...rest };
  const response = await POST(delivery(JSON.stringify(body)));
  expect(response.status).toBe(200);
  return id;
}

const apply = (id: string) => processEvent(inbox.prisma(), id, { attempt: 1, last: false, workerId: 'test' });
const find = (id: string) => inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } });
const fetches = () => at.stripe().hooks.requests.all.map(({ path, account }) => [path, account]);

/** Stripe's answers about an event that it could not make. */
function failToGenerate(impact: object) {
  at.stripe().hooks.intercept = ({ path }) => {
    if (path.startsWith('/v2/core/events/'))
      at.stripe().api.answers.set(path, { object: 'v2.core.event', data: { impact } });
    return undefined;
  };
}

describe('An event that Stripe could not make', () => {
  it('is made up for by the object that it is about', async () => {
    const intent = buildEvent('payment_intent.succeeded').data.object;
    at.stripe().api.answers.set(`/v1/payment_intents/${intent.id}`, intent);
    failToGenerate({
      event_type: 'payment_intent.succeeded',
      related_object: {
        id: intent.id,
        type: 'payment_intent',
        url: `https://dashboard.stripe.com/payment_intents/${intent.id}`,
      },
    });
    const id = await notify(FAILURE);
    await apply(id);

    const event = await find(id);
    expect(event).toMatchObject({ status: 'processed', lastError: null });
    expect(event.summary).toContain(
      `Stripe could not make payment_intent.succeeded of ${intent.id}: PaymentIntent ${intent.id}`,
    );
    expect(await inbox.prisma().order.findFirst({ where: { paymentIntentId: intent.id } })).toMatchObject({
      status: 'paid',
    });
    expect(await inbox.prisma().eventObject.count({ where: { eventId: id, objectId: intent.id } })).toBe(1);
  });

  it('is fetched from the connected account that it would have been of, and belongs to that one', async () => {
    const charge = buildEvent('charge.succeeded').data.object;
    at.stripe().api.answers.set(`acct_1Connected /v1/charges/${charge.id}`, charge);
    failToGenerate({
      event_type: 'charge.succeeded',
      related_object: { id: charge.id, type: 'charge' },
      context: 'acct_1Connected',
    });
    const id = await notify(FAILURE);
    await apply(id);
    expect(await inbox.prisma().charge.findFirst({ where: { id: charge.id } })).toMatchObject({
      account: 'acct_1Connected',
    });
  });

  it('is fetched once, however often the event is replayed, and does not undo what came later', async () => {
    const intent = buildEvent('payment_intent.processing').data.object;
    at.stripe().api.answers.set(`/v1/payment_intents/${intent.id}`, intent);
    failToGenerate({
      event_type: 'payment_intent.processing',
      related_object: { id: intent.id, type: 'payment_intent' },
    });
    const id = await notify(FAILURE);
    await apply(id);
    const before = fetches().length;
    await replayEvent(inbox.prisma(), id);
    await apply(id);
    expect(fetches()).toHaveLength(before);
    expect(await find(id)).toMatchObject({ status: 'processed', attempts: 2 });
  });

  it('is kept where nobody handles it, and said where Stripe does not say what it was', async () => {
    const kept = await notify(FAILURE);
    const charge = buildEvent('charge.succeeded').data.object;
    at.stripe().api.answers.set(`/v1/charges/${charge.id}`, charge);
    failToGenerate({ event_type: 'charge.added_later', related_object: { id: charge.id, type: 'charge' } });
    await apply(kept);
    expect(await find(kept)).toMatchObject({
      outcome: 'no_handler',
      summary: expect.stringContaining('no handler for charge.added_later'),
    });

    failToGenerate({});
    const unsaid = await notify(FAILURE);
    await apply(unsaid);
    expect(await find(unsaid)).toMatchObject({ status: 'failed', lastError: expect.stringContaining('Workbench') });
  });
});

describe('An event notification', () => {
  afterEach(() => {
    process.env.STRIPE_SECRET_KEY = TEST_KEY;
    resetEnv();
  });

  it('of a snapshot event that has a handler is handled by fetching its object', async () => {
    const intent = buildEvent('payment_intent.succeeded').data.object;
    at.stripe().api.answers.set(`acct_1Connected /v1/payment_intents/${intent.id}`, intent);
    const id = await notify('v1.payment_intent.succeeded', {
      context: 'acct_1Connected',
      related_object: { id: intent.id, type: 'payment_intent', url: `/v1/payment_intents/${intent.id}` },
    });
    await apply(id);
    expect(await find(id)).toMatchObject({ status: 'processed', account: 'acct_1Connected', objectId: intent.id });
    expect(await inbox.prisma().order.findFirst({ where: { paymentIntentId: intent.id } })).toMatchObject({
      status: 'paid',
      account: 'acct_1Connected',
    });
  });

  it('that nobody handles is kept as ignored, and nothing is asked', async () => {
    const id = await notify('v1.billing.meter.error_report_triggered', {
      related_object: { id: 'mtr_1', type: 'billing.meter' },
    });
    await apply(id);
    expect(await find(id)).toMatchObject({ status: 'ignored' });
    expect(fetches()).toEqual([]);
  });

  it('waits for a person where Stripe does not know its object', async () => {
    const id = await notify('v1.payment_intent.succeeded', {
      related_object: { id: 'pi_gone123456', type: 'payment_intent' },
    });
    await apply(id);
    expect(await find(id)).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('Stripe knows no payment_intent pi_gone123456'),
    });
  });

  it('is tried again where Stripe fails', async () => {
    const id = await notify('v1.charge.succeeded', { related_object: { id: 'ch_123456789', type: 'charge' } });
    at.stripe().hooks.intercept = () => ({ status: 503, headers: { 'stripe-should-retry': 'false' } });
    await expect(apply(id)).rejects.toThrow('503');
    expect((await find(id)).status).toBe('retrying');
  });

  it('waits for a person while there is no key, and says what to set', async () => {
    const id = await notify('v1.charge.succeeded', { related_object: { id: 'ch_123456789', type: 'charge' } });
    process.env.STRIPE_SECRET_KEY = '';
    resetEnv();
    await apply(id);
    expect(await find(id)).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('Set the key, then replay'),
    });
  });

  it('of the other mode is kept and not fetched', async () => {
    const id = await notify('v1.charge.succeeded', {
      livemode: true,
      related_object: { id: 'ch_123456789', type: 'charge' },
    });
    await apply(id);
    expect(await find(id)).toMatchObject({ status: 'processed', summary: expect.stringContaining('live mode') });
    expect(fetches()).toEqual([]);
  });
});
