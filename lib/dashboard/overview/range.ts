import { type Day, lastDays } from './days';

/** How far back the overview looks. */
export const RANGES = ['1h', '24h', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];

/** What a chart's bars stand for: the moments between which events are counted, one more than there are bars. */
export type Buckets = { bounds: Date[]; unit: 'minute' | 'half hour' | '3 hours' | 'day' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How many days the money of a range is shown by: a day is its shortest unit. */
export const moneyDays = (range: Range): number => (range === '30d' ? 30 : 7);

/** Divides a range into whole steps that begin with the days of the zone; the last one is still under way. */
export function bucketsOf(range: Range, zone: string, now: Date): Buckets {
  if (range === '1h') return { bounds: minutes(60, now), unit: 'minute' };
  if (range === '24h')
    return { bounds: partsOfDays(lastDays(zone, 3, now), HOUR / 2, 24 * HOUR, now), unit: 'half hour' };
  if (range === '7d')
    return { bounds: partsOfDays(lastDays(zone, 9, now), 3 * HOUR, 168 * HOUR, now), unit: '3 hours' };
  const days = lastDays(zone, 30, now);
  return { bounds: [...days.map(({ start }) => start), days.at(-1)?.end ?? now], unit: 'day' };
}

function minutes(count: number, now: Date): Date[] {
  const end = Math.floor(now.getTime() / MINUTE) * MINUTE + MINUTE;
  return Array.from({ length: count + 1 }, (_, index) => new Date(end - (count - index) * MINUTE));
}

/** The steps of the days that lie in the span before now. What a change of the clocks leaves over joins the step before. */
function partsOfDays(days: Day[], step: number, span: number, now: Date): Date[] {
  const starts = days.flatMap(({ start, end }) => {
    const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / step));
    return Array.from({ length: count }, (_, index) => start.getTime() + index * step);
  });
  const all = [...starts, days.at(-1)?.end.getTime() ?? now.getTime()];
  const first = all.findIndex((at) => at > now.getTime() - span);
  const last = all.findIndex((at) => at > now.getTime());
  return all.slice(first, last + 1).map((at) => new Date(at));
}
