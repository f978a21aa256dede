import { expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { startApp } from '../../harness/app';
import { deliver, newSecret } from '../../harness/deliveries';
import { until, useInbox } from '../../harness/inbox';
import { useProcesses } from '../../harness/own-processes';

const secrets = { shop: newSecret(), more: newSecret(), trial: newSecret(), connect: newSecret() };
const inbox = useInbox();
const { keep } = useProcesses();
const ACCOUNT = 'acct_1ConnectedShop';

it('the production build takes from each secret only what that is for', async () => {
  const app = keep(
    await startApp(inbox.url(), {
      STRIPE_MODE: 'live',
      STRIPE_WEBHOOK_SECRET: `shop:${secrets.shop},more:${secrets.more},trial:${secrets.trial}:test,connect:${secrets.connect}:connect`,
      FULFILL_LINK_WAIT_SECONDS: '0',
    }),
  );
  const post = (event: object, by: keyof typeof secrets) => deliver(app.url, event, { secret: secrets[by] });
  const find = (id: string) => inbox.prisma().webhookEvent.findUnique({ where: { id } });
  const applied = (id: string, status: string) =>
    until(async () => (await find(id))?.status === status, `${id} to be ${status}`);
  const paid = (claimed: object = { livemode: true }) => buildEvent('payment_intent.succeeded', claimed);
  const refused = { status: 400, json: { error: { code: 'outside_scope' } } };

  // The secret of a test endpoint makes no live order, and Connect's takes no id away.
  const live = paid();
  expect(await post(live, 'trial')).toMatchObject(refused);
  expect(await post(live, 'connect')).toMatchObject(refused);
  expect(await post(live, 'shop')).toMatchObject({ status: 200, json: { duplicate: false } });
  await applied(live.id, 'processed');
  expect(await post({ ...paid({ livemode: false }), data: live.data }, 'shop')).toMatchObject(refused);

  // A live Connect endpoint also gets test events.
  const test = paid({ livemode: false, account: ACCOUNT });
  expect(await post(test, 'connect')).toMatchObject({ status: 200 });
  await applied(test.id, 'ignored');
  expect(await inbox.prisma().order.count({ where: { livemode: false } })).toBe(0);

  // The same id with other contents, by another endpoint: kept, and a finding, which a worker makes by itself.
  const object = { ...live.data.object, amount: 1, amount_received: 1 };
  expect(await post({ ...live, data: { object } }, 'more')).toMatchObject({ status: 200, json: { duplicate: true } });
  await until(
    async () => (await inbox.prisma().finding.count({ where: { rule: 'contradicting_deliveries' } })) === 1,
    'the finding',
  );
  expect(await inbox.prisma().order.findMany({ select: { amount: true } })).toEqual([
    { amount: BigInt(live.data.object.amount) },
  ]);

  // Stripe's dashboard sends all its test events under one id.
  for (const event of [paid(), paid()]) {
    expect(await post({ ...event, id: 'evt_00000000000000' }, 'shop')).toMatchObject({ status: 200 });
    await until(
      async () => (await inbox.prisma().order.count({ where: { paymentIntentId: event.data.object.id } })) === 1,
      'the order of a test event',
    );
  }

  const { cookie } = await app.signIn('viewer');
  const page = await (await fetch(`${app.url}/setup`, { headers: { cookie } })).text();
  for (const scope of ['live, own account', 'test, own account', 'live, connected accounts'])
    expect(page).toContain(scope);
});
