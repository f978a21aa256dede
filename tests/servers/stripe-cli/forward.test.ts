import { beforeAll, describe, expect, test } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { newSecret } from '../../../harness/deliveries';
import { settled, until, useInbox, useWorker } from '../../../harness/inbox';
import type { TestProcess } from '../../../harness/processes';
import { readStored } from '../../../harness/store-event';
import { useStripeCli } from '../../../harness/stripe-cli';

/** `npm run listen` with the real Stripe CLI, forwarding to the app from a stand-in of Stripe's API. */
describe('npm run listen', () => {
  const inbox = useInbox({ STRIPE_WEBHOOK_SECRET: '' });
  useWorker(inbox);
  const cli = useStripeCli();
  let listen: TestProcess;

  beforeAll(async () => {
    listen = await cli.listening();
  });

  /** Sends one event and resolves with what the CLI reported of it. */
  async function send(payload: string, difference?: Parameters<ReturnType<typeof cli.stripe>['send']>[1]) {
    const { responses } = cli.stripe();
    const before = responses.all.length;
    expect(cli.stripe().send(payload, difference)).toBe(1);
    return (await responses.reach(before + 1)).at(-1);
  }

  const purchase = () => buildEvent('payment_intent.succeeded');

  test('brings an event to the database, byte for byte, and the CLI reports 200', async () => {
    const event = purchase();
    const payload = printEvent(event);
    expect(await send(payload)).toMatchObject({ eventId: event.id, status: 200 });
    await listen.printed(new RegExp(`<--\\s+\\[200\\] POST ${cli.door().url}/api/webhook \\[${event.id}\\]`));

    await settled(inbox.prisma());
    const row = await readStored(inbox.prisma(), event.id);
    expect(row).toMatchObject({
      body: payload,
      status: 'processed',
      source: 'webhook',
      secretLabel: 'cli',
      deliveries: 1,
    });
    const order = await inbox.prisma().order.findFirstOrThrow({ where: { paymentIntentId: event.data.object.id } });
    expect(order).toMatchObject({ status: 'paid', amount: BigInt(event.data.object.amount) });
  });

  test.each([
    ['another secret', 'invalid_signature', () => ({ secret: newSecret() })],
    ['an old signature', 'timestamp_out_of_tolerance', () => ({ signedAt: Math.floor(Date.now() / 1000) - 301 })],
    ['no signature', 'missing_signature', () => ({ headers: {} })],
  ])('refuses %s: the CLI reports 400 with %s', async (_, code, difference) => {
    const event = purchase();
    const reported = await send(printEvent(event), difference());
    expect(reported).toMatchObject({ eventId: event.id, status: 400 });
    expect(JSON.parse(reported?.body ?? '')).toMatchObject({ error: { code } });
    await listen.printed(new RegExp(`\\[400\\] POST \\S+ \\[${event.id}\\]`));
    expect(await inbox.prisma().webhookEvent.count({ where: { id: event.id } })).toBe(0);
  });

  test('takes 100 events at the same moment, and applies each once', async () => {
    const { responses, send: emit } = cli.stripe();
    const events = Array.from({ length: 100 }, purchase);
    const before = responses.all.length;
    for (const event of events) emit(printEvent(event));
    const reported = (await responses.reach(before + 100)).slice(before);
    expect(new Set(reported.map(({ status }) => status))).toEqual(new Set([200]));

    await settled(inbox.prisma());
    const ids = events.map(({ id }) => id);
    const rows = await inbox.prisma().webhookEvent.findMany({ where: { id: { in: ids } } });
    expect(rows).toHaveLength(100);
    for (const row of rows) expect(row).toMatchObject({ status: 'processed', attempts: 1, deliveries: 1 });
    const payments = events.map(({ data }) => data.object.id);
    const orders = await inbox.prisma().order.findMany({ where: { paymentIntentId: { in: payments } } });
    expect(orders).toHaveLength(100);
  });

  test('goes on when the connection is lost and the CLI takes it up again', async () => {
    const { connected, dropConnection } = cli.stripe();
    const before = connected.all.length;
    dropConnection();
    await connected.reach(before + 1);
    const event = purchase();
    expect(await send(printEvent(event))).toMatchObject({ eventId: event.id, status: 200 });
    await until(async () => (await inbox.prisma().webhookEvent.count({ where: { id: event.id } })) === 1);
  });

  test('`npm run trigger` for a payment ends as an order', async () => {
    const { code, output } = await cli.trigger([
      'payment_intent.succeeded',
      '--override',
      'payment_intent:amount=41907',
    ]);
    expect(output).toContain('Trigger succeeded!');
    expect(code).toBe(0);
    const where = { amount: 41907n, status: 'paid' as const };
    await until(async () => (await inbox.prisma().order.count({ where })) === 1, 'the paid order');
    const order = await inbox.prisma().order.findFirstOrThrow({ where: { amount: 41907n } });
    expect(order).toMatchObject({ status: 'paid', currency: 'usd', livemode: false });
  });

  test('`npm run trigger` for a saved card ends as a payment method, and detached when it is taken away', async () => {
    expect(await cli.trigger(['payment_method.detached'])).toMatchObject({ code: 0 });
    expect(await cli.trigger(['payment_method.attached'])).toMatchObject({ code: 0 });
    const visa = { brand: 'visa', last4: '4242', type: 'card' };
    const count = (status: 'attached' | 'detached') =>
      inbox.prisma().paymentMethod.count({ where: { ...visa, status } });
    await until(async () => (await count('attached')) === 1, 'the attached card');
    await until(async () => (await count('detached')) === 1, 'the detached card');
  });

  test('an event that is sent again is counted, and applied once', async () => {
    const { responses } = cli.stripe();
    const before = responses.all.length;
    await cli.trigger(['setup_intent.succeeded']);
    const { eventId } = (await responses.reach(before + 2)).at(-1) ?? { eventId: '' };
    await cli.stripeCommand(['events', 'resend', eventId]);
    expect((await responses.reach(before + 3)).at(-1)).toMatchObject({ eventId, status: 200 });
    await settled(inbox.prisma());
    const row = await readStored(inbox.prisma(), eventId);
    expect(row).toMatchObject({ deliveries: 2, attempts: 1 });
  });

  test('never prints the signing secret or the key', () => {
    expect(listen.output()).toContain('Your webhook signing secret is whsec_… (^C to quit)');
    expect(listen.output()).not.toContain(cli.stripe().secret);
    expect(listen.output()).not.toContain('sk_test_');
  });
});
