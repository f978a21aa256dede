import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/dashboard/events/queries';
import { useManyEvents } from '../../../harness/many-events';

const many = useManyEvents();

it('the filled database holds what a busy inbox holds', async () => {
  const prisma = many.prisma();
  const [events, orders, failed, live] = await Promise.all([
    prisma.webhookEvent.count(),
    prisma.order.count(),
    prisma.webhookEvent.count({ where: { status: 'failed' } }),
    prisma.webhookEvent.count({ where: { livemode: true } }),
  ]);
  expect(events).toBe(200_000);
  expect(orders).toBe(50_000);
  expect(failed).toBeGreaterThan(100);
  expect(live).toBeGreaterThan(10_000);
});

describe('expectIndexed', () => {
  it('lets a page through that its index serves, and returns it', async () => {
    const page = await many.expectIndexed('events', (prisma) => listEvents(prisma, { livemode: false, limit: 50 }));
    expect(page.rows).toHaveLength(50);
  });

  const rejects = (words: RegExp, sql: string) =>
    expect(many.expectIndexed('bad', (prisma) => prisma.$queryRawUnsafe(sql))).rejects.toThrow(words);

  it('fails on a sequential scan', () =>
    rejects(/sequential scan of webhook_events/, `select id from hookwell.webhook_events where last_error like '%x'`));

  it('fails on an index that is read from end to end', () =>
    rejects(
      /reads \d+ rows/,
      `select id from hookwell.webhook_events where livemode = false and last_error is not null and summary is not null order by received_at limit 5`,
    ));

  it('fails on a large offset', () =>
    rejects(
      /offset of 9\d{3} rows|reads \d+ rows/,
      'select id from hookwell.orders where livemode = false order by created_at, id limit 5 offset 9000',
    ));

  it('fails on a sort of everything', () =>
    rejects(/sort of \d+ rows/, 'select id from hookwell.orders where livemode = false order by metadata limit 5'));

  it('fails when nothing was sent', () =>
    expect(many.expectIndexed('nothing', async () => null)).rejects.toThrow(/no statement was seen/));
});
