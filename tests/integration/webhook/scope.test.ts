import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { flushRejections } from '@/lib/inbox/rejections/note-rejection';
import { recordEvents } from '@/lib/inbox/store/record-events';
import { toRecord } from '@/lib/inbox/store/to-record';
import { resetEnv } from '@/lib/kit/env';
import { readEvent } from '@/lib/stripe/read-event';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { delivery, newSecret } from '../../../harness/deliveries';
import { settled, until, useInbox, useWorker } from '../../../harness/inbox';
import { readStored } from '../../../harness/store-event';
import { TEST_KEY } from '../../../harness/stripe-cli';
import { type StripeStandIn, startStripeStandIn } from '../../../harness/stripe-stand-in/start';

const secrets = {
  shop: newSecret(),
  trial: newSecret(),
  connect: newSecret(),
  partner: newSecret(),
  more: newSecret(),
};
type Label = keyof typeof secrets;
const SHOP = 'acct_1ConnectedShop';
const PARTNER = 'acct_1Partner';

const inbox = useInbox({
  STRIPE_MODE: 'live',
  STRIPE_WEBHOOK_SECRET: [
    `shop:${secrets.shop}`,
    `more:${secrets.more}`,
    `trial:${secrets.trial}:test`,
    `connect:${secrets.connect}:live:connect`,
    `partner:${secrets.partner}:live:${PARTNER}`,
  ].join(),
  FULFILL_LINK_WAIT_SECONDS: '0',
});
useWorker(inbox);

const post = async (event: object, by: Label) => {
  const response = await POST(delivery(printEvent(event as never), { secret: secrets[by] }));
  return { status: response.status, json: await response.json() };
};

const deliver = async (event: { id: string; type?: string }, by: Label) => {
  expect(await post(event, by)).toMatchObject({ status: 200 });
  await settled(inbox.prisma());
  return readStored(inbox.prisma(), event.id);
};

describe('A secret', () => {
  type Case = [Label, { livemode: boolean; account?: string }, 'applied' | 'kept' | 'refused'];
  it.each<Case>([
    ['shop', { livemode: true }, 'applied'],
    ['shop', { livemode: false }, 'refused'],
    ['shop', { livemode: true, account: SHOP }, 'refused'],
    ['shop', { livemode: false, account: SHOP }, 'refused'],
    ['trial', { livemode: false }, 'applied'],
    ['trial', { livemode: true }, 'refused'],
    ['connect', { livemode: true, account: SHOP }, 'applied'],
    ['connect', { livemode: false, account: SHOP }, 'kept'],
    ['connect', { livemode: true }, 'refused'],
    ['connect', { livemode: false }, 'refused'],
    ['partner', { livemode: true, account: PARTNER }, 'applied'],
    ['partner', { livemode: true, account: SHOP }, 'refused'],
    ['partner', { livemode: true }, 'refused'],
  ])('labelled %s, with an event of %j: %s', async (by, claimed, expected) => {
    const event = buildEvent('payment_intent.succeeded', claimed);
    if (expected === 'refused') {
      const { status, json } = await post(event, by);
      expect(status).toBe(400);
      expect(json.error).toMatchObject({
        code: 'outside_scope',
        message: expect.stringMatching(
          new RegExp(`^The secret labelled "${by}" signed it, which is for .*; but it is a (live|test) event of `),
        ),
      });
      expect(await inbox.prisma().webhookEvent.count({ where: { id: event.id } })).toBe(0);
      await flushRejections();
      const kept = await inbox.prisma().rejectedDelivery.findFirstOrThrow({ where: { claimedEventId: event.id } });
      expect(kept).toMatchObject({ cause: 'outside_scope', signed: true, secretLabel: by });
      return;
    }
    const stored = await deliver(event, by);
    expect(stored).toMatchObject({ secretLabel: by, status: expected === 'kept' ? 'ignored' : 'processed' });
    const orders = await inbox.prisma().order.findMany({ where: { paymentIntentId: event.data.object.id } });
    expect(orders.map(({ livemode }) => livemode)).toEqual(expected === 'kept' ? [] : [claimed.livemode]);
  });

  it('cannot take the id of an event of one’s own account away', async () => {
    const event = buildEvent('payment_intent.succeeded', { livemode: true });
    expect((await post(event, 'connect')).status).toBe(400);
    expect(await deliver(event, 'shop')).toMatchObject({ secretLabel: 'shop', status: 'processed', deliveries: 1 });
  });

  it('of one mode changes no row of the other, whatever id it names', async () => {
    const live = buildEvent('payment_intent.succeeded', { livemode: true, seed: 'one payment' });
    const test = { ...buildEvent('payment_intent.canceled', { seed: 'one payment' }), livemode: false };
    expect(test.data.object.id).toBe(live.data.object.id);
    await deliver(live, 'shop');
    const rows = () =>
      inbox.prisma().order.findMany({
        where: { paymentIntentId: live.data.object.id },
        select: { livemode: true, status: true },
        orderBy: { livemode: 'asc' },
      });
    const [before] = await rows();
    await deliver(test, 'trial');
    expect(await rows()).toEqual([{ livemode: false, status: 'canceled' }, before]);
  });
});

describe('An event of test mode that came by the live Connect endpoint', () => {
  const made = () => buildEvent('payment_intent.succeeded', { livemode: false, account: SHOP });

  it('is applied once the endpoint of its own mode brings it, in either order', async () => {
    const testConnect = newSecret();
    process.env.STRIPE_WEBHOOK_SECRET += `,trials:${testConnect}:test:connect`;
    resetEnv();
    const signed = (event: object) => POST(delivery(printEvent(event as never), { secret: testConnect }));
    for (const order of ['live first', 'test first']) {
      const event = made();
      const steps = [
        () => post(event, 'connect').then(({ status }) => status),
        () => signed(event).then((r) => r.status),
      ];
      for (const step of order === 'live first' ? steps : steps.reverse()) {
        expect(await step()).toBe(200);
        await settled(inbox.prisma());
      }
      expect(await readStored(inbox.prisma(), event.id)).toMatchObject({
        status: 'processed',
        applies: true,
        deliveries: 2,
      });
    }
  });
});

describe('A second delivery of one id', () => {
  const findings = async (id: string) => {
    await until(
      async () => (await inbox.prisma().$queryRaw<unknown[]>`select from hookwell_worker.jobs`).length === 0,
      'the queue to be empty',
    );
    await checkMoney(inbox.prisma());
    return inbox
      .prisma()
      .finding.findMany({ where: { rule: 'contradicting_deliveries', objectId: id, resolvedAt: null } });
  };
  const amount = async (event: { data: { object: object } }) => {
    const { id } = event.data.object as { id: string };
    return (await inbox.prisma().paymentIntent.findFirst({ where: { id } }))?.amount;
  };
  const paid = (livemode = true) => buildEvent('payment_intent.succeeded', { livemode });
  const withAmount = (event: ReturnType<typeof paid>, cents: number) => ({
    ...event,
    data: { object: { ...event.data.object, amount: cents, amount_received: cents } },
  });

  it('with other contents is kept, not applied, and a finding', async () => {
    const event = paid();
    const before = await deliver(event, 'shop').then(() => amount(event));
    await deliver(withAmount(event, 1), 'more');
    expect(await amount(event)).toBe(before);
    expect(await findings(event.id)).toMatchObject([
      { message: `${event.id} was delivered with other contents, signed by the secret more; what came first counts` },
    ]);
    const rows = await inbox
      .prisma()
      .eventDelivery.findMany({ where: { eventId: event.id }, orderBy: { number: 'asc' } });
    expect(rows.map(({ secretLabel, contradicts, body }) => [secretLabel, contradicts, body !== null])).toEqual([
      ['shop', false, true],
      ['more', true, true],
    ]);
  });

  it.each([
    ['in another API version', (event: object) => ({ ...event, api_version: '2024-06-20', extra: 1 })],
    ['with fewer webhooks that Stripe waits for', (event: object) => ({ ...event, pending_webhooks: 7 })],
    ['with its keys in another order', (event: object) => Object.fromEntries(Object.entries(event).reverse())],
  ])('%s is no contradiction', async (_, change) => {
    const event = paid();
    await deliver(event, 'shop');
    await deliver(change(event) as { id: string }, 'more');
    expect(await findings(event.id)).toEqual([]);
  });

  it('of a connected account, behind the sweep’s copy, which does not name the account, is none', async () => {
    const event = buildEvent('payment_intent.succeeded', { livemode: true, account: SHOP });
    const { account: _, ...listed } = event;
    const read = readEvent(listed);
    if (read.kind !== 'event') throw new Error('no event');
    const unsigned = { source: 'sweep', signatureHeader: null, secretLabel: null, verifiedAt: null } as const;
    const copy = toRecord({ ...read.facts, account: SHOP }, printEvent(listed as never), unsigned);
    await recordEvents(connections().pool, [copy]);
    await settled(inbox.prisma());
    expect(await deliver(event, 'connect')).toMatchObject({ account: SHOP, bodyNumber: 1 });
    expect(await findings(event.id)).toEqual([]);
    const orders = await inbox.prisma().order.findMany({ where: { paymentIntentId: event.data.object.id } });
    expect(orders.map(({ account }) => account)).toEqual([SHOP]);
  });

  it('that is to be applied counts against one that was only kept, whatever that said', async () => {
    const event = paid();
    const kept = { ...withAmount(event, 1), livemode: false, account: SHOP };
    expect(await deliver(kept, 'connect')).toMatchObject({
      status: 'ignored',
      outcome: 'not_applied_here',
      livemode: false,
    });
    const stored = await deliver(event, 'shop');
    expect(stored).toMatchObject({ status: 'processed', applies: true, livemode: true, account: null, bodyNumber: 2 });
    expect(await amount(event)).toBe(BigInt(event.data.object.amount));
    expect(await findings(event.id)).toHaveLength(1);
  });

  it('that is about something else is one in any version', async () => {
    const event = paid();
    await deliver(event, 'shop');
    await deliver({ ...event, api_version: '2024-06-20', created: event.created - 60 } as never, 'more');
    expect(await findings(event.id)).toHaveLength(1);
  });

  describe('with a key', () => {
    let standIn: StripeStandIn;
    beforeAll(async () => {
      standIn = await startStripeStandIn();
      Object.assign(process.env, { STRIPE_MODE: '', STRIPE_SECRET_KEY: TEST_KEY, STRIPE_API_BASE_URL: standIn.url });
      resetEnv();
    });
    afterAll(async () => {
      Object.assign(process.env, { STRIPE_MODE: 'live', STRIPE_SECRET_KEY: '', STRIPE_API_BASE_URL: '' });
      resetEnv();
      await standIn.stop();
    });

    it.each(['the first', 'the second'])('counts as Stripe has it, where %s is the right one', async (which) => {
      const right = paid(false);
      const wrong = withAmount(right, 1);
      standIn.api.events.set(right.id, printEvent(right));
      for (const [event, by] of which === 'the first'
        ? ([
            [right, 'shop'],
            [wrong, 'more'],
          ] as const)
        : ([
            [wrong, 'more'],
            [right, 'shop'],
          ] as const))
        await deliver(event, by);
      expect(await findings(right.id)).toMatchObject([
        { message: expect.stringContaining('signed by the secret more') },
      ]);
      expect(await amount(right)).toBe(BigInt(right.data.object.amount));
    });
  });
});

describe('Stripe’s test events, which all have one id', () => {
  const TEST_ID = 'evt_00000000000000';

  it('are applied each time they come with other bytes', async () => {
    const made = () => ({ ...buildEvent('payment_intent.succeeded', { livemode: true }), id: TEST_ID });
    const [a, b] = [made(), made()];
    for (const [event, deliveries] of [
      [a, 1],
      [a, 2],
      [b, 3],
      [{ ...a, type: 'charge.unheard_of' }, 4],
      [a, 5],
    ] as const) {
      const stored = await deliver(event, 'shop');
      expect(stored).toMatchObject({ type: event.type, objectId: event.data.object.id, deliveries });
      expect(stored?.status).toBe(event.type === 'charge.unheard_of' ? 'ignored' : 'processed');
    }
    const paid = await inbox.prisma().order.findMany({
      where: { paymentIntentId: { in: [a.data.object.id, b.data.object.id] } },
    });
    expect(paid.map(({ status }) => status)).toEqual(['paid', 'paid']);
    expect(await inbox.prisma().eventDelivery.count({ where: { eventId: TEST_ID, contradicts: true } })).toBe(0);
  });
});
