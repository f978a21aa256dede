import { expect } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { getOrder } from '@/lib/dashboard/orders/queries';
import { eventVolume } from '@/lib/dashboard/overview/event-volume';
import { moneyByDay } from '@/lib/dashboard/overview/money-by-day';
import { listStory } from '@/lib/dashboard/stories/queries';
import { closeConnections, connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { resetEnv } from '@/lib/kit/env';
import { askForAPerson } from '@/lib/stripe/ask-stripe';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { rollUp } from '@/lib/upkeep/rollups/roll-up';
import { sweep } from '@/lib/upkeep/sweep/sweep';
import { startWorker } from '@/lib/worker/start-worker';
import { delivery, testSecret } from './deliveries';
import { finalRows } from './final-rows';
import { settled } from './inbox';
import { startStripeStandIn } from './stripe-stand-in/start';
import { expectSumsAgree } from './sums-agree';
import { TEST_KEY } from './sweep';

const DAY_MS = 86_400_000;

/** An hour ago, for all stories of a test file: the same events, so that they make the same rows. */
const now = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

const events = (['purchase', 'partial-refund', 'subscription', 'dispute', 'card-saved'] as const).flatMap((name, at) =>
  [1, 2].flatMap((nth) => buildScenario(name, { seed: `contract ${at} ${nth}`, now })),
);

/**
 * From the door to the pages, on the database at `url`: deliveries at once, one that only the sweep brings, a worker, the
 * sums, the checks of money, and what the pages of orders and the overview read. Returns it as text, without what is ours
 * alone or of the moment; clocks are compared with this machine's. Sets DATABASE_URL.
 */
export async function wholeStory(url: string): Promise<string> {
  await closeConnections();
  use({ DATABASE_URL: url, STRIPE_WEBHOOK_SECRET: testSecret, LOG_LEVEL: 'silent' });
  const { pool, prisma } = connections();
  const [missed, ...delivered] = events;
  const answers = await Promise.all(delivered.map((event) => POST(delivery(printEvent(event)))));
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  expect(await sweepAll()).toEqual([missed?.id]);
  const worker = startWorker({ url, mode: 'process' });
  try {
    await settled(prisma);
  } finally {
    await worker.stop();
  }
  await rollUp(pool);
  await expectSumsAgree();
  await expectClocksRight();
  const findings = await checkMoney(prisma);
  const seen = {
    rows: (await finalRows(prisma, null as unknown as string)).text,
    findings: findings.map(({ rule }) => rule).sort(),
    attempts: await prisma.eventAttempt.groupBy({ by: ['outcome'], _count: true }),
    stories: await stories(),
    money: (await moneyByDay(prisma, { livemode: false, days: [month] })).currencies,
    volume: (await eventVolume(prisma, { livemode: false, bounds: [month.start, month.end] })).types,
  };
  await closeConnections();
  return JSON.stringify(seen, (_, value) => (typeof value === 'bigint' ? `${value}` : value), 1);
}

const month = { date: 'month', start: new Date(now.getTime() - 30 * DAY_MS), end: new Date(now.getTime() + DAY_MS) };

/** What each order's page shows first, and the events of its story. */
async function stories(): Promise<unknown[]> {
  const { prisma } = connections();
  const orders = await prisma.order.findMany({ select: { id: true } });
  const pages = orders.map(async ({ id }) => {
    const order = await getOrder(prisma, id);
    const ids = order?.refs.map(({ ref }) => ref) ?? [];
    const story = await listStory(prisma, {
      account: null,
      livemode: false,
      ids,
      orderId: id,
      order: 'stripe',
      limit: 50,
    });
    return {
      ids: ids.sort(),
      // In the order in which they were requested, which is that of the workers.
      effects: order?.effects.map(({ kind, status }) => `${kind} ${status}`).sort(),
      moved: order?.movements.map(({ movedAt, amount }) => `${movedAt.toISOString()} ${amount}`).sort(),
      story: story.rows.map(({ id, createdAt }) => [id, createdAt]),
    };
  });
  return (await Promise.all(pages)).sort((a, b) => (String(a.ids) < String(b.ids) ? -1 : 1));
}

/** What PostgreSQL and Prisma wrote a moment ago is of this moment, whoever reads it. */
async function expectClocksRight(): Promise<void> {
  const { pool, prisma } = connections();
  const read = await prisma.webhookEvent.findMany({ orderBy: { id: 'asc' } });
  const { rows } = await pool.query(
    'select received_at, processed_at, created_at from hookwell.webhook_events order by id',
  );
  expect(rows.map((row) => [row.received_at, row.processed_at, row.created_at])).toEqual(
    read.map((row) => [row.receivedAt, row.processedAt, row.createdAt]),
  );
  const told = new Map(events.map((event) => [event.id, event.created * 1_000]));
  for (const { id, receivedAt, processedAt, createdAt } of read) {
    expect(createdAt.getTime()).toBe(told.get(id));
    for (const at of [receivedAt, processedAt])
      expect(Math.abs((at?.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
  }
}

/** The events that a sweep brought. */
async function sweepAll(): Promise<string[]> {
  const stripe = await startStripeStandIn();
  for (const event of events) stripe.api.events.set(event.id, printEvent(event));
  use({ STRIPE_SECRET_KEY: TEST_KEY, STRIPE_API_BASE_URL: stripe.url });
  try {
    const asking = { ask: askForAPerson, pause: async () => {} };
    const accounts = await sweep(connections().pool, asking, { trigger: 'command', since: month.start });
    expect(accounts.map(({ error }) => error)).toEqual(accounts.map(() => null));
    return accounts.flatMap(({ windows }) => windows.flatMap(({ healed }) => healed.map(({ id }) => id)));
  } finally {
    delete process.env.STRIPE_SECRET_KEY;
    use({});
    await stripe.stop();
  }
}

function use(settings: Record<string, string>): void {
  Object.assign(process.env, settings);
  resetEnv();
}
