import { describe, expect, it } from 'vitest';
import { readAttention } from '@/lib/dashboard/overview/attention';
import { lastDays } from '@/lib/dashboard/overview/days';
import { eventVolume } from '@/lib/dashboard/overview/event-volume';
import { lagReport, SAMPLE, SAMPLE_OF_BUCKET } from '@/lib/dashboard/overview/lag';
import { moneyByDay } from '@/lib/dashboard/overview/money-by-day';
import { bucketsOf, RANGES } from '@/lib/dashboard/overview/range';
import { connections } from '@/lib/db/client';
import { listFindings } from '@/lib/upkeep/invariants/queries';
import { addMoneyDirectly, countEventsDirectly } from '../../../harness/count-directly';
import { useManyEvents } from '../../../harness/many-events';

const many = useManyEvents();

describe('The overview over 200,000 events', () => {
  // Hours in which all 19 types came: as many rows in a month, whatever the shop sells.
  const rows = 30 * 24 * 19;

  it.each(RANGES)('counts the events of %s from rollups, all of them', async (range) => {
    for (const zone of ['Europe/Berlin', 'Asia/Kathmandu']) {
      const asked = { livemode: false, bounds: bucketsOf(range, zone, new Date()).bounds };
      const volume = await many.expectIndexed(range, (prisma) => eventVolume(prisma, asked), { maxRows: rows });
      expect(volume.sum.total).toBeGreaterThan(0);
      expect(volume).toEqual(await countEventsDirectly(connections().pool, asked));
    }
  });

  it.each(RANGES)('takes the lags of %s from samples', async (range) => {
    const { bounds } = bucketsOf(range, 'UTC', new Date());
    const maxRows = SAMPLE + SAMPLE_OF_BUCKET * bounds.length;
    const report = await many.expectIndexed(range, (prisma) => lagReport(prisma, { livemode: false, bounds }), {
      maxRows,
    });
    expect(report.sampled).toBeLessThanOrEqual(SAMPLE);
    expect(report.overall.work?.p50).toBeCloseTo(300, 0);
  });

  it('adds up the money of 30 days from rollups, all of it', async () => {
    const asked = { livemode: false, days: lastDays('Europe/Berlin', 30, new Date()) };
    const money = () => many.expectIndexed('money', (prisma) => moneyByDay(prisma, asked), { maxRows: 30 * 96 * 5 });
    const direct = await addMoneyDirectly(connections().pool, asked);
    expect(await money()).toEqual({ currencies: direct, cutOff: false });
    expect(direct.map(({ currency }) => currency).sort()).toEqual(['eur', 'gbp', 'jpy', 'kwd', 'usd']);
    // Quarters of an hour that changed since, from indexes as well.
    const some = await many.prisma().orderMovement.findMany({ orderBy: { orderId: 'asc' }, take: 300 });
    await many.prisma().orderMovement.updateMany({
      where: { rowId: { in: some.map(({ rowId }) => rowId) } },
      data: { amount: 1n },
    });
    expect((await money()).currencies).toEqual(await addMoneyDirectly(connections().pool, asked));
  });

  it('finds what needs a person from indexes', async () => {
    const attention = await many.expectIndexed('attention', (prisma) => readAttention(prisma, false));
    expect(attention.failedEvents).toBeGreaterThan(0);
  });

  it('pages findings from their indexes', async () => {
    for (const state of ['open', 'resolved'] as const)
      await many.expectIndexed(state, (prisma) => listFindings(prisma, { state, limit: 25 }));
  });
});
