import { describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { listEvents } from '@/lib/dashboard/events/queries';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { processEvent } from '@/lib/worker/process-event';
import { delivery, newSecret, testSecret } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { forAccount, readStored } from '../../../harness/store-event';

const connectSecret = newSecret();
const inbox = useInbox({
  STRIPE_WEBHOOK_SECRET: `account:${testSecret}:live:test,connect:${connectSecret}:live:test:connect`,
  STRIPE_MODE: 'live',
  FULFILL_LINK_WAIT_SECONDS: '0',
});
const ACCOUNT = 'acct_1ConnectedShop';

async function deliverAndApply(event: { id: string }, secret: string) {
  const response = await POST(delivery(printEvent(event as never), { secret }));
  expect(response.status).toBe(200);
  await processEvent(inbox.prisma(), event.id, { attempt: 1, last: false, workerId: 'test' });
}

const find = (id: string) => readStored(inbox.prisma(), id);

describe('A Connect endpoint beside the account’s', () => {
  it('delivers under its own secret, and its rows belong to the connected account', async () => {
    const event = buildEvent('payment_intent.succeeded', { account: ACCOUNT });
    await deliverAndApply(event, connectSecret);
    expect(await find(event.id)).toMatchObject({ account: ACCOUNT, secretLabel: 'connect', status: 'processed' });
    const { id } = event.data.object;
    for (const row of [
      await inbox.prisma().paymentIntent.findFirstOrThrow({ where: { id } }),
      await inbox.prisma().order.findFirstOrThrow({ where: { paymentIntentId: id } }),
      await inbox.prisma().orderRef.findFirstOrThrow({ where: { ref: id } }),
    ])
      expect(row.account).toBe(ACCOUNT);
    const listed = await listEvents(inbox.prisma(), {
      livemode: false,
      account: ACCOUNT,
      before: null,
      after: null,
      limit: 10,
    });
    expect(listed.rows.map((row) => row.id)).toEqual([event.id]);
  });

  it('may tell of the same object as the account’s: two accounts, two rows, two orders', async () => {
    const own = buildScenario('purchase', { seed: 'same ids' });
    const others = forAccount(own, 'acct_1Twin');
    for (const event of own) await deliverAndApply(event, testSecret);
    for (const event of others) await deliverAndApply(event, connectSecret);

    const intent = own.find(({ type }) => type === 'payment_intent.succeeded')?.data.object as { id: string };
    const where = { id: intent.id };
    const rows = await inbox.prisma().paymentIntent.findMany({ where, orderBy: { account: 'asc' } });
    expect(rows.map(({ account }) => account)).toEqual(['acct_1Twin', null]);
    expect(new Set(rows.map(({ orderId }) => orderId)).size).toBe(2);
    const orders = await inbox.prisma().order.findMany({ where: { paymentIntentId: intent.id } });
    expect(orders.map(({ status, account }) => ({ status, account }))).toEqual(
      expect.arrayContaining([
        { status: 'paid', account: null },
        { status: 'paid', account: 'acct_1Twin' },
      ]),
    );
  });

  it('receives test events although it is live: they are kept apart, and no effect runs of the other mode', async () => {
    const live = buildEvent('payment_intent.succeeded', { account: ACCOUNT, livemode: true });
    const test = buildEvent('payment_intent.succeeded', { account: ACCOUNT, livemode: false });
    for (const event of [live, test]) await deliverAndApply(event, connectSecret);

    const effectsOf = async (event: typeof live) => {
      const order = await inbox.prisma().order.findFirstOrThrow({ where: { paymentIntentId: event.data.object.id } });
      expect(order).toMatchObject({ livemode: event.livemode, account: ACCOUNT, status: 'paid' });
      const effects = await inbox.prisma().effect.findMany({ where: { orderId: order.id, kind: 'fulfil' } });
      return effects.map(({ status }) => status);
    };
    expect(await effectsOf(live)).toEqual(['pending']);
    expect(await effectsOf(test)).toEqual(['skipped']);
  });
});
