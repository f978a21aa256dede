import type { Buckets } from '@/lib/dashboard/overview/range';
import type { Tick } from './axes';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: keyof typeof options): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options[name] });
  formats.set(key, found);
  return found;
}

const options = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short', day: 'numeric' },
  dayAndTime: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  wholeDay: { weekday: 'short', day: 'numeric', month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** What each column is called: `14:30`, `Sun 22 Nov, 15:00`, `Sun 22 Nov`. */
export function nameColumns({ bounds, unit }: Buckets, zone: string): string[] {
  const name = { minute: 'time', 'half hour': 'dayAndTime', '3 hours': 'dayAndTime', day: 'wholeDay' } as const;
  const seen = new Map<string, number>();
  return bounds.slice(0, -1).map((at) => {
    const text = format(zone, name[unit]).format(at);
    // When the clocks go back an hour comes twice.
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return times > 1 ? `${text} (again)` : text;
  });
}

/** The labels below a plot, at the beginning of what they name, or in the middle of a day. */
export function timeTicks({ bounds, unit }: Buckets, zone: string): Tick[] {
  const starts = bounds.slice(0, -1);
  const place = (index: number) => ((index + (unit === 'day' ? 0.5 : 0)) / starts.length) * 100;
  return starts.flatMap((at, index): Tick[] => {
    const clock = format(zone, 'time').format(at);
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    const tick = (label: string, minor = false) => [{ at: place(index), label, minor }];
    if (unit === 'minute') return minute % 10 === 0 ? tick(clock, minute % 20 !== 0) : [];
    if (unit === 'half hour') return minute === 0 && hour % 3 === 0 ? tick(clock, hour % 6 !== 0) : [];
    if (unit === '3 hours') return isFirstOfDay(starts, index, zone) ? tick(format(zone, 'weekday').format(at)) : [];
    const back = starts.length - 1 - index;
    return back % every(starts.length) === 0
      ? tick(format(zone, 'day').format(at), back % (2 * every(starts.length)) !== 0)
      : [];
  });
}

const every = (days: number): number => (days > 14 ? 4 : 1);

function isFirstOfDay(starts: Date[], index: number, zone: string): boolean {
  const [at, before] = [starts[index], starts[index - 1]];
  const day = format(zone, 'wholeDay');
  return before !== undefined && at !== undefined && day.format(at) !== day.format(before);
}
