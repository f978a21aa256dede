import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { explainNoChange } from '@/lib/dashboard/stories/explain-no-change';
import { listStory } from '@/lib/dashboard/stories/queries';
import type { StoryOrder } from '@/lib/dashboard/stories/story-orders';
import type { Database } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';
import { applyEvents, firstTry } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { forAccount, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();

const objectOf = (event: Stripe.Event) => (event.data.object as { id: string }).id;
const typesOf = (page: { rows: { type: string }[] }) => page.rows.map(({ type }) => type);

/** Events of one account, so that each test has the database to itself. */
async function tell(account: string, events: Stripe.Event[]): Promise<Stripe.Event[]> {
  const own = forAccount(events, account);
  await applyEvents(own);
  return own;
}

const story = (
  prisma: Database,
  account: string,
  ids: string[],
  { order = 'stripe', limit = 50, ...rest }: { order?: StoryOrder; limit?: number; orderId?: string } = {},
) => listStory(prisma, { account, livemode: false, ids, order, limit, ...rest });

const disputeIn = (events: Stripe.Event[]): string =>
  objectOf(events.find(({ type }) => type === 'charge.dispute.created') as Stripe.Event);

test('a dispute is told from its end to its beginning, each event with what it changed of it', async () => {
  const events = await tell('acct_story', buildScenario('dispute', { seed: 'story' }));
  const id = disputeIn(events);
  const page = await story(inbox.prisma(), 'acct_story', [id]);
  expect(typesOf(page)).toEqual([
    'charge.dispute.closed',
    'charge.dispute.updated',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.created',
  ]);
  const [closed, , withdrawn, created] = page.rows;
  expect(closed?.changes).toMatchObject([
    { table: 'disputes', objectId: id, before: { status: 'under_review' }, after: { status: 'lost' } },
  ]);
  expect(withdrawn?.changes[0]?.after).toHaveProperty('funds_withdrawn_at');
  expect(created?.changes).toMatchObject([{ operation: 'insert', after: { status: 'needs_response' } }]);
});

test('an event that came too late says which one had the last word', async () => {
  const events = buildScenario('dispute', { seed: 'late' });
  const late = events.filter(({ type }) => type === 'charge.dispute.updated');
  const own = await tell('acct_late', [...events.filter((event) => !late.includes(event)), ...late]);
  const id = disputeIn(own);
  const page = await story(inbox.prisma(), 'acct_late', [id]);
  const stale = page.rows.find(({ type }) => type === 'charge.dispute.updated');
  const closed = page.rows.find(({ type }) => type === 'charge.dispute.closed');
  expect(stale?.changes).toEqual([]);
  expect(stale && explainNoChange(stale, new Set([id]))).toEqual({
    kind: 'stale',
    words: `Older than ${closed?.id}, which had already set it to lost`,
    by: { id: closed?.id, type: 'charge.dispute.closed' },
  });
  const arrival = await story(inbox.prisma(), 'acct_late', [id], { order: 'arrival' });
  expect(arrival.rows[0]?.receivedAt.getTime()).toBeGreaterThanOrEqual(arrival.rows.at(-1)?.receivedAt.getTime() ?? 0);
});

test('the same id of another account has a story of its own', async () => {
  const events = buildScenario('card-removed', { seed: 'twice' });
  await tell('acct_one', events);
  await tell('acct_two', events.slice(0, 2));
  const customer = objectOf(events[0] as Stripe.Event);
  const one = await story(inbox.prisma(), 'acct_one', [customer]);
  const two = await story(inbox.prisma(), 'acct_two', [customer]);
  expect(one.rows.length).toBeGreaterThan(two.rows.length);
  expect(two.rows.every(({ id }) => id.endsWith('_acct_two'))).toBe(true);
  expect(two.rows.flatMap(({ changes }) => changes).every(({ event }) => event.id.endsWith('_acct_two'))).toBe(true);
});

test('an order’s story holds what changed it without naming a part of it', async () => {
  const account = 'acct_receipt';
  const [customer, ...rest] = buildScenario('purchase', { seed: 'receipt' }).map((event) => {
    const copy = structuredClone(event) as unknown as { data: { object: Record<string, unknown> } } & Stripe.Event;
    for (const field of ['receipt_email', 'customer_email', 'customer_details', 'billing_details'])
      if (field in copy.data.object) copy.data.object[field] = null;
    return copy as Stripe.Event;
  });
  const own = await tell(account, [...rest, customer as Stripe.Event]);
  const prisma = inbox.prisma();
  const order = await prisma.order.findFirstOrThrow({ where: { account }, include: { refs: true } });
  const page = await story(
    prisma,
    account,
    order.refs.map(({ ref }) => ref),
    { orderId: order.id },
  );
  const told = page.rows.find(({ type }) => type === 'customer.created');
  expect(told?.id).toBe(own.at(-1)?.id);
  expect(told?.changes).toMatchObject([{ table: 'effects', objectId: `receipt:${order.id}` }]);
});

test('pages lead through all of a story without a gap, in both orders and directions', async () => {
  const account = 'acct_pages';
  const events = await tell(account, buildScenario('subscription-past-due', { seed: 'pages' }));
  const customer = objectOf(events.find(({ type }) => type === 'customer.created') as Stripe.Event);
  const prisma = inbox.prisma();
  for (const order of ['stripe', 'arrival'] as const) {
    const all = (await story(prisma, account, [customer], { order, limit: 200 })).rows.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(10);
    const seen: string[] = [];
    let page = await story(prisma, account, [customer], { order, limit: 4 });
    for (;;) {
      seen.push(...page.rows.map(({ id }) => id));
      if (!page.older) break;
      page = await listStory(prisma, {
        account,
        livemode: false,
        ids: [customer],
        order,
        limit: 4,
        before: page.older,
      });
    }
    expect([...seen].sort()).toEqual([...all].sort());
    const back = await listStory(prisma, {
      account,
      livemode: false,
      ids: [customer],
      order,
      limit: 4,
      after: page.newer,
    });
    expect(back.rows).toHaveLength(4);
  }
});

test('what waits, failed or has no handler is told too, with the reason', async () => {
  const account = 'acct_waits';
  const events = forAccount(buildScenario('card-saved', { seed: 'waits' }), account);
  await storeEvents(events);
  const [first] = events;
  await processEvent(inbox.prisma(), first?.id ?? '', firstTry);
  const id = objectOf(first as Stripe.Event);
  const page = await story(inbox.prisma(), account, [id]);
  const waiting = page.rows.filter(({ status }) => status === 'pending');
  expect(waiting.length).toBeGreaterThan(0);
  for (const event of waiting) expect(explainNoChange(event, new Set([id]))?.kind).toBe('unapplied');
});
