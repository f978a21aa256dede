import { describe, expect, it } from 'vitest';
import { eventFilter } from '@/app/_lib/event-filter';
import { loadEventsParams } from '@/app/_lib/search-params';
import { countEvents, listEventOrigins, listEvents, listEventTypes } from '@/lib/dashboard/events/queries';
import { search } from '@/lib/dashboard/search/search';
import { countOpenEvents } from '@/lib/inbox/store/count-open-events';
import { PREVIEWED, previewReplay } from '@/lib/upkeep/replays/preview-replay';
import { listBatches, listItems } from '@/lib/upkeep/replays/queries';
import type { Selection } from '@/lib/upkeep/replays/selection';
import { startBatch } from '@/lib/upkeep/replays/start-batch';
import { useManyEvents } from '../../../harness/many-events';

const many = useManyEvents();

const read = (address: string) => loadEventsParams(Promise.resolve(Object.fromEntries(new URLSearchParams(address))));

/** The first page of an address, the one behind it and the way back, each by an index. */
async function walk(address: string, limits?: { maxRows: number }) {
  const asked = await read(address);
  const first = await many.expectIndexed(
    address,
    async (prisma) => listEvents(prisma, { ...(await eventFilter(prisma, asked)), limit: 50 }),
    limits,
  );
  for (const [direction, cursor] of Object.entries({ before: first.older, after: first.older }))
    if (cursor)
      await many.expectIndexed(
        `${address} ${direction}`,
        async (prisma) => listEvents(prisma, { ...(await eventFilter(prisma, asked)), [direction]: cursor, limit: 50 }),
        limits,
      );
  return first.rows;
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();

describe('a page of events is served by an index', () => {
  it.each([
    'mode=test',
    'mode=live',
    'status=failed',
    'status=pending',
    'status=processed',
    'status=ignored&mode=live',
    'source=webhook',
    'source=sweep',
    'source=simulator',
    'account=acct_many1',
    'version=2025-03-31.basil',
    'type=charge.succeeded',
    'type=charge.*',
    'type=payment_intent.*, refund.created',
    'range=1h',
    'range=30d',
    `from=${day(60)}&to=${day(50)}`,
    'type=charge.*&status=failed',
    'type=charge.*&status=ignored',
    'type=payment_intent.succeeded&status=processed',
    'type=balance.available&status=ignored',
    'status=processed&account=acct_many1',
    'account=acct_many2&type=payment_intent.*',
    'account=acct_many0&range=7d',
    `type=refund.*&from=${day(80)}&to=${day(79)}`,
    `status=failed&from=${day(80)}&to=${day(40)}`,
    'q=refund',
    'q=buyer77@example.com',
    'q=no@example.com',
  ])('%s', async (address) => {
    const rows = await walk(address);
    if (!address.includes('ignored') && !/range=1h|no@/.test(address)) expect(rows.length, address).toBeGreaterThan(0);
  });

  // No index holds both: what the rarer one of the two has is read, and no more.
  it.each([
    'status=failed&account=acct_many1',
    'status=failed&source=sweep',
    'source=sweep&version=2025-03-31.basil',
    'source=simulator&type=charge.*',
  ])('%s, by the rarer one of them', async (address) => {
    await walk(address, { maxRows: 6_000 });
  });

  it('of an object, a request and an order', async () => {
    const event = await many.prisma().webhookEvent.findFirstOrThrow({
      where: { requestId: { not: null }, customerId: { not: null }, livemode: false, type: 'payment_intent.created' },
    });
    const order = await many
      .prisma()
      .order.findFirstOrThrow({ where: { livemode: false, customerId: event.customerId } });
    for (const id of [event.requestId, event.customerId, event.objectId, order.id])
      expect(
        (await walk(`q=${id}&mode=test`)).map((row) => row.id),
        `${id}`,
      ).not.toEqual([]);
    expect((await walk(`object=${event.objectId}&status=processed`)).length).toBeGreaterThan(0);
  });
});

describe('what stands around the list is served by an index', () => {
  it('the choices, and the counts of what waits', async () => {
    expect(await many.expectIndexed('types', (prisma) => listEventTypes(prisma, false))).toContain('refund.created');
    const origins = await many.expectIndexed('origins', (prisma) => listEventOrigins(prisma, false));
    expect(origins).toEqual({
      accounts: ['acct_many0', 'acct_many1', 'acct_many2'],
      apiVersions: ['2026-10-28.cedar', '2025-03-31.basil'],
    });
    await many.expectIndexed('open', (prisma) => countOpenEvents(prisma, false));
  });

  it('a count that stops', async () => {
    for (const address of [
      'status=processed',
      'type=charge.*',
      'source=sweep',
      'type=balance.available&status=ignored',
    ])
      await many.expectIndexed(address, async (prisma) =>
        countEvents(prisma, await eventFilter(prisma, await read(address)), 1_000),
      );
  });

  it('a search for anything', async () => {
    const prisma = many.prisma();
    const [order, refund, dispute, subscription, payout, method] = await Promise.all([
      prisma.order.findFirstOrThrow(),
      prisma.refund.findFirstOrThrow(),
      prisma.dispute.findFirstOrThrow(),
      prisma.subscription.findFirstOrThrow(),
      prisma.payout.findFirstOrThrow(),
      prisma.paymentMethod.findFirstOrThrow(),
    ]);
    const expected: [string | null, string][] = [
      [order.id, 'order'],
      [order.customerEmail?.toUpperCase() ?? null, 'customer'],
      [order.paymentIntentId, 'object'],
      [order.customerId, 'customer'],
      [refund.id, 'refund'],
      [dispute.id, 'dispute'],
      [subscription.id, 'subscription'],
      [payout.id, 'payout'],
      [method.id, 'payment_method'],
      [refund.eventId, 'event'],
      ['acct_many1', 'account'],
      ['charge.succ', 'type'],
    ];
    for (const [text, kind] of expected) {
      const { hits } = await many.expectIndexed(`search ${text}`, (prisma) => search(prisma, text ?? ''));
      expect(hits[0]?.kind, `${text}`).toBe(kind);
    }
  });
});

describe('a bulk replay is served by an index', () => {
  const selection = async (address: string): Promise<Selection> => ({
    kind: 'filter',
    livemode: false,
    filter: await eventFilter(many.prisma(), await read(address)),
    address: `/events?${address}`,
  });

  it('its preview, which stops at what it says', async () => {
    for (const [address, more] of [
      ['type=charge.succeeded', true],
      ['type=balance.available&status=ignored', false],
      ['status=failed', false],
    ] as const) {
      const preview = await many.expectIndexed(
        address,
        async (prisma) => previewReplay(prisma, await selection(address)),
        // Each of the 10,000 that it counts, and its effects.
        { maxRows: PREVIEWED * 2 + 10 },
      );
      expect(preview.more).toBe(more);
      expect(preview.count).toBeGreaterThan(0);
    }
  });

  it('its list and its results, however many they are', async () => {
    const actor = { id: null, name: 'Olga', role: 'operator' } as const;
    const started = await startBatch(many.prisma(), await selection('type=charge.succeeded'), actor);
    if (started.outcome !== 'started') throw new Error(started.outcome);
    expect(started.total).toBeGreaterThan(30_000);
    await many.prisma().$executeRaw`update hookwell.replay_batch_items set state = 'failed' where position % 1000 = 0`;
    await many.prisma().$executeRaw`vacuum analyze hookwell.replay_batch_items`;
    const batchId = started.id;
    for (const [states, after] of [
      [null, 0],
      [null, 20_000],
      [['failed'], 0],
      [['waiting', 'queued', 'retrying'], 20_000],
    ] as const) {
      const items = await many.expectIndexed(`items ${states} ${after}`, (prisma) =>
        listItems(prisma, { batchId, states: states && [...states], after, limit: 100 }),
      );
      expect(items.length).toBeGreaterThan(10);
      expect(items.every(({ position }) => position > after)).toBe(true);
    }
    await many.expectIndexed('batches', (prisma) => listBatches(prisma, { livemode: false, limit: 50 }));
  });
});
