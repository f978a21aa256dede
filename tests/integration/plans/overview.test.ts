import { describe, expect, it } from 'vitest';
import { listFindings } from '@/lib/invariants/queries';
import { readAttention } from '@/lib/overview/attention';
import { lastDays } from '@/lib/overview/days';
import { eventVolume } from '@/lib/overview/event-volume';
import { lagReport, SAMPLE, SAMPLE_OF_BUCKET } from '@/lib/overview/lag';
import { moneyByDay } from '@/lib/overview/money-by-day';
import { bucketsOf, RANGES } from '@/lib/overview/range';
import { useManyEvents } from '../../support/many-events';

const many = useManyEvents();

describe('The overview over 200,000 events', () => {
  it.each(RANGES)('counts the events of %s from an index, and no more than it says', async (range) => {
    const { bounds } = bucketsOf(range, 'Europe/Berlin', new Date());
    const most = 5_000;
    const volume = await many.expectIndexed(
      range,
      (prisma) => eventVolume(prisma, { livemode: false, bounds, most }),
      // The partial sums of a range are rows of the plan, too.
      { maxRows: most },
    );
    expect(volume.sum.total).toBeGreaterThan(0);
    expect(volume.sum.total).toBeLessThanOrEqual(most);
    expect(volume.countedSince === null).toBe(volume.sum.total < most);
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

  it('adds up the money of 30 days from an index', async () => {
    const days = lastDays('UTC', 30, new Date());
    const most = 4_000;
    const { currencies, cutOff } = await many.expectIndexed(
      'money',
      (prisma) => moneyByDay(prisma, { livemode: false, days, most }),
      { maxRows: most },
    );
    expect(currencies.map(({ currency }) => currency).sort()).toEqual(['eur', 'gbp', 'jpy', 'kwd', 'usd']);
    expect(cutOff).toBe(true);
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
