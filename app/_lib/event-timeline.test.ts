import { describe, expect, it } from 'vitest';
import type { DeliveryRecord } from '@/lib/dashboard/events/list-deliveries';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import { foldRuns, type Moment, tellTimeline } from './event-timeline';

const at = (seconds: number) => new Date(1_780_000_000_000 + seconds * 1_000);
const delivery = (number: number, seconds: number, over: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  number,
  receivedAt: at(seconds),
  source: 'webhook',
  secretLabel: 'shop',
  bodySha256: 'sha',
  apiVersion: null,
  contradicts: false,
  ...over,
});
const event = (over: Partial<EventDetail> = {}) =>
  ({
    createdAt: at(0),
    receivedAt: at(1),
    lastDeliveredAt: at(1),
    deliveries: 1,
    bodySha256: 'sha',
    status: 'processed',
    processedAt: at(3),
    nextAttemptAt: null,
    attemptRecords: [{ startedAt: at(2.5), finishedAt: at(3), outcome: 'processed' }],
    ...over,
  }) as unknown as EventDetail;
const tell = (moments: Moment[]) => moments.map(({ kind, gap }) => [kind, gap]);

describe('The timeline', () => {
  it('goes from Stripe to the end, with the gaps between', () => {
    expect(tell(tellTimeline(event(), [delivery(1, 1)]))).toEqual([
      ['created', null],
      ['delivered', 1_000],
      ['attempt', 1_500],
      ['processed', 500],
    ]);
  });

  it('begins at Stripe even where its clock is ahead', () => {
    expect(tell(tellTimeline(event({ createdAt: at(2) }), [delivery(1, 1)]))[0]).toEqual(['created', null]);
    expect(tellTimeline(event({ createdAt: at(2) }), [delivery(1, 1)])[1]?.gap).toBe(0);
  });

  it('marks the copy of a sweep, a delivery with other bytes, what was only counted, and the next try', () => {
    const moments = tellTimeline(
      event({
        deliveries: 130,
        lastDeliveredAt: at(90),
        status: 'retrying',
        nextAttemptAt: at(50),
        processedAt: at(3),
      }),
      [
        delivery(0, 1, { source: 'sweep', bodySha256: 'copy' }),
        delivery(1, 5, { bodySha256: 'other' }),
        delivery(2, 6),
      ],
    );
    expect(moments.map(({ kind }) => kind)).toEqual([
      'created',
      'copied',
      'attempt',
      'delivered',
      'delivered',
      'more_deliveries',
      'next_try',
    ]);
    expect(moments.flatMap((moment) => (moment.kind === 'delivered' ? moment.changed : []))).toEqual([true, false]);
    expect(moments.find(({ kind }) => kind === 'more_deliveries')).toMatchObject({ count: 128 });
  });

  it('folds a long run between its ends', () => {
    const moments = tellTimeline(
      event({ deliveries: 100 }),
      Array.from({ length: 100 }, (_, n) => delivery(n + 1, n)),
    );
    const folded = foldRuns(moments);
    expect(folded.find(Array.isArray)?.length).toBeGreaterThan(80);
    expect(folded.flat()).toEqual(moments);
  });
});
