import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { processEvent } from '@/lib/worker/process-event';
import { applyEvents, firstTry } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { forAccount, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const asked: { paymentIntent: string | null; account: string | undefined }[] = [];
let answer: { status: number; json: object };
let api: Server;

const link = (invoice: string, status = 'paid') => ({ id: 'inpay_1', object: 'invoice_payment', invoice, status });
const found = (...data: object[]) => ({ status: 200, json: { object: 'list', data, has_more: false } });
const refused = (status: number, code?: string) => ({
  status,
  json: { error: { type: 'api_error', code, message: 'no' } },
});

function useKey(key: string | undefined): void {
  const { port } = api.address() as AddressInfo;
  Object.assign(process.env, { STRIPE_API_BASE_URL: `http://127.0.0.1:${port}`, STRIPE_SECRET_KEY: key ?? '' });
  resetEnv();
}

beforeAll(async () => {
  api = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
    expect(`${request.method} ${pathname}`).toBe('GET /v1/invoice_payments');
    expect(searchParams.get('payment[type]')).toBe('payment_intent');
    asked.push({
      paymentIntent: searchParams.get('payment[payment_intent]'),
      account: request.headers['stripe-account'] as string | undefined,
    });
    response.writeHead(answer.status, { 'content-type': 'application/json', 'stripe-should-retry': 'false' });
    response.end(JSON.stringify(answer.json));
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
});
beforeEach(() => {
  asked.length = 0;
  useKey('sk_test_linked');
});
afterAll(() => {
  api.close();
  Object.assign(process.env, { STRIPE_API_BASE_URL: '', STRIPE_SECRET_KEY: '' });
  resetEnv();
});

/** A renewal's events by type, told to an account that had invoices before. */
async function renewal(account: string) {
  const events = forAccount(buildScenario('subscription', { seed: account, answers: false }), account);
  const of = (type: string) => events.findLast((event) => event.type === type) as Stripe.Event;
  const before = events.find(({ type }) => type === 'invoice.finalized') as Stripe.Event;
  await applyEvents([before]);
  const invoice = of('invoice.paid').data.object as Stripe.Invoice;
  const intent = of('payment_intent.succeeded').data.object as Stripe.PaymentIntent;
  return { of, invoice: String(invoice.id), intent: intent.id };
}

const ordersOf = (account: string, invoice: string) =>
  inbox.prisma().order.findMany({ where: { account, NOT: { refs: { none: { ref: invoice } } } } });

describe('a payment that does not name its invoice', () => {
  it('joins the invoice that Stripe names when it is asked, once for each payment', async () => {
    const { of, invoice, intent } = await renewal('acct_asked');
    answer = found(link('in_canceled', 'canceled'), link(invoice));
    await applyEvents([of('payment_intent.succeeded'), of('charge.succeeded'), of('invoice.paid')]);
    expect(asked).toEqual([{ paymentIntent: intent, account: 'acct_asked' }]);
    expect(await ordersOf('acct_asked', invoice)).toMatchObject([
      { status: 'paid', paymentIntentId: intent, invoiceId: invoice },
    ]);
    expect(await inbox.prisma().effect.count({ where: { kind: 'fulfil', order: { account: 'acct_asked' } } })).toBe(1);
  });

  it('joins it although the bank declines, so that a declined renewal is one order', async () => {
    const { of, invoice } = await renewal('acct_declined');
    const story = forAccount(
      buildScenario('subscription-past-due', { seed: 'acct_declined', answers: false }),
      'acct_declined',
    );
    const failed = story.filter(({ type }) => type.endsWith('failed'));
    expect(failed.map(({ type }) => type)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
    ]);
    answer = found(link(invoice, 'open'));
    await applyEvents(failed);
    expect(of('invoice.paid').data.object).toMatchObject({ id: invoice });
    expect(await ordersOf('acct_declined', invoice)).toMatchObject([{ status: 'failed', invoiceId: invoice }]);
  });

  it('is an order of its own when Stripe knows of none; the answer is kept', async () => {
    const { of, intent } = await renewal('acct_none');
    answer = found();
    await applyEvents([of('payment_intent.succeeded'), of('charge.succeeded')]);
    expect(asked).toHaveLength(1);
    expect(await inbox.prisma().fetchedLink.findMany({ where: { account: 'acct_none' } })).toMatchObject([
      { paymentIntentId: intent, answer: [] },
    ]);
    expect(await inbox.prisma().order.findFirst({ where: { paymentIntentId: intent } })).toMatchObject({
      status: 'paid',
    });
  });

  it('needs no answer where the link is known', async () => {
    const { of } = await renewal('acct_linked');
    await applyEvents([of('invoice_payment.paid'), of('payment_intent.succeeded')]);
    expect(asked).toEqual([]);
  });

  it('is tried again when Stripe fails, and has changed nothing until then', async () => {
    const { of, invoice, intent } = await renewal('acct_failing');
    const event = of('payment_intent.succeeded');
    await storeEvents([event]);
    answer = refused(500);
    await expect(processEvent(inbox.prisma(), event.id, firstTry)).rejects.toThrow();
    const where = { where: { id: event.id } };
    expect(await inbox.prisma().webhookEvent.findUnique(where)).toMatchObject({ status: 'retrying', attempts: 1 });
    expect(await inbox.prisma().order.count({ where: { paymentIntentId: intent } })).toBe(0);
    answer = found(link(invoice));
    await processEvent(inbox.prisma(), event.id, { ...firstTry, attempt: 2 });
    expect(await inbox.prisma().webhookEvent.findUnique(where)).toMatchObject({ status: 'processed', attempts: 2 });
  });

  it.each([
    { what: 'no key', key: undefined, status: 200, note: null },
    {
      what: 'a key that Stripe does not know',
      key: 'sk_test_unknown',
      status: 401,
      note: 'invoice_payment.paid will tell',
    },
    {
      what: 'a key that may not read invoices',
      key: 'rk_test_little',
      status: 403,
      note: 'invoice_payment.paid will tell',
    },
  ])('waits for the link with $what, and says so', async ({ what, key, status, note }) => {
    const account = `acct_${what.replaceAll(' ', '')}`;
    const { of } = await renewal(account);
    useKey(key);
    answer = refused(status);
    const event = of('payment_intent.succeeded');
    await applyEvents([event]);
    const stored = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: event.id } });
    expect(stored).toMatchObject({
      status: 'processed',
      summary: expect.stringContaining('waiting for its invoice link'),
    });
    expect(stored.summary).toContain(note ?? '');
    expect(await inbox.prisma().order.findFirst({ where: { account, paidAt: { not: null } } })).toMatchObject({
      holdCode: 'link_unknown',
      holdEndsAt: expect.any(Date),
    });
    expect(await inbox.prisma().fetchedLink.count({ where: { account } })).toBe(0);
  });

  it('pays none where Stripe does not know it at all', async () => {
    const { of } = await renewal('acct_fixture');
    answer = refused(404, 'resource_missing');
    Object.assign(answer.json, { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'no' } });
    await applyEvents([of('payment_intent.succeeded')]);
    expect(await inbox.prisma().fetchedLink.findMany({ where: { account: 'acct_fixture' } })).toMatchObject([
      { answer: [] },
    ]);
  });

  it('is asked about also where the account never sent an invoice: the first subscription of an installation', async () => {
    const events = buildScenario('purchase', { seed: 'plain', answers: false });
    const paid = events.filter(({ type }) => type === 'payment_intent.succeeded');
    answer = found();
    await applyEvents(forAccount(paid, 'acct_plain'));
    expect(asked).toHaveLength(1);
  });

  it('is not asked about where its session came first, where it names its invoice itself, or in the other mode', async () => {
    const events = buildScenario('purchase', { seed: 'session first', answers: false });
    const first = ['checkout.session.completed', 'payment_intent.succeeded'].map((type) =>
      events.find((event) => event.type === type),
    );
    await applyEvents(forAccount(first as Stripe.Event[], 'acct_session'));
    const { of } = await renewal('acct_live');
    const intent = of('payment_intent.succeeded');
    await applyEvents([{ ...intent, livemode: true }]);
    const named = { ...intent.data.object, payment_details: { order_reference: 'in_1Named0000000000000000' } };
    await applyEvents([
      { ...intent, id: 'evt_named', account: 'acct_named', data: { object: named } } as unknown as Stripe.Event,
    ]);
    expect(asked).toEqual([]);
  });
});
