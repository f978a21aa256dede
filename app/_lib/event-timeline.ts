import type { DeliveryRecord } from '@/lib/dashboard/events/list-deliveries';
import type { EventDetail } from '@/lib/dashboard/events/queries';

type Attempt = EventDetail['attemptRecords'][number];

/** A moment in the life of an event. `gap` is the time since the moment before it, in milliseconds. */
export type Moment = { at: Date; gap: number | null } & (
  | { kind: 'created' }
  | { kind: 'copied' }
  | { kind: 'delivered'; delivery: DeliveryRecord; changed: boolean }
  | { kind: 'more_deliveries'; count: number }
  | { kind: 'attempt'; attempt: Attempt }
  | { kind: 'processed' }
  | { kind: 'next_try' }
);

type Plain = Moment extends infer M ? (M extends Moment ? Omit<M, 'gap'> : never) : never;

/** The way of an event, first to last: made at Stripe, each delivery, each attempt, applied, and what comes next. */
export function tellTimeline(event: EventDetail, deliveries: DeliveryRecord[]): Moment[] {
  const moments: Plain[] = [
    { kind: 'created', at: event.createdAt },
    ...deliveries.map(
      (delivery): Plain =>
        delivery.source === 'sweep'
          ? { kind: 'copied', at: delivery.receivedAt }
          : { kind: 'delivered', at: delivery.receivedAt, delivery, changed: differs(delivery, event) },
    ),
    ...event.attemptRecords.map((attempt): Plain => ({ kind: 'attempt', at: attempt.startedAt, attempt })),
  ];
  const recorded = deliveries.filter(({ source }) => source !== 'sweep').length;
  if (event.deliveries > recorded)
    moments.push({ kind: 'more_deliveries', at: event.lastDeliveredAt, count: event.deliveries - recorded });
  if (event.processedAt && event.status === 'processed') moments.push({ kind: 'processed', at: event.processedAt });
  if (event.nextAttemptAt && event.status === 'retrying') moments.push({ kind: 'next_try', at: event.nextAttemptAt });
  // Stripe's clock has seconds only, and is another one than ours: the beginning stays the beginning.
  moments.sort((a, b) => rank(a) - rank(b) || a.at.getTime() - b.at.getTime());
  return moments.map((moment, index) => {
    const prior = moments[index - 1];
    return { ...moment, gap: prior ? Math.max(0, moment.at.getTime() - prior.at.getTime()) : null } as Moment;
  });
}

const rank = ({ kind }: Plain): number => (kind === 'created' ? 0 : kind === 'next_try' ? 2 : 1);

const differs = (delivery: DeliveryRecord, event: EventDetail): boolean => delivery.bodySha256 !== event.bodySha256;

/** Long runs of the same kind, of which only the ends are shown at once. */
export function foldRuns(moments: Moment[], ends = 3): (Moment | Moment[])[] {
  const folded: (Moment | Moment[])[] = [];
  for (let at = 0; at < moments.length; ) {
    let end = at;
    while (end < moments.length && moments[end]?.kind === moments[at]?.kind) end++;
    const run = moments.slice(at, end);
    if (run.length > ends * 2) folded.push(...run.slice(0, ends), run.slice(ends, -ends), ...run.slice(-ends));
    else folded.push(...run);
    at = end;
  }
  return folded;
}
