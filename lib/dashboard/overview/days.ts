/** A day of the report: its date as it stands in the calendar, and the moments it begins and ends. */
export type Day = { date: string; start: Date; end: Date };

const dates = new Map<string, Intl.DateTimeFormat>();

/** The calendar's date at this moment in a time zone, as `2026-03-29`. */
export function dateIn(zone: string, at: Date): string {
  const format =
    dates.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dates.set(zone, format);
  return format.format(at);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * When a date begins in a time zone, which is not always at 0:00: summer time may begin at midnight. Found by halving:
 * clocks are changed by whole minutes, and none is further from UTC than 14 hours.
 */
export function startOfDay(zone: string, date: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  let [before, from] = [midnight - 15 * HOUR, midnight + 15 * HOUR];
  while (from - before > MINUTE) {
    const middle = before + Math.floor((from - before) / 2 / MINUTE) * MINUTE;
    if (dateIn(zone, new Date(middle)) < date) before = middle;
    else from = middle;
  }
  return new Date(from);
}

/** The date that many days later; dates know no summer time. */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The last days up to today, oldest first. One with a change of the clocks has 23 or 25 hours. */
export function lastDays(zone: string, count: number, now: Date): Day[] {
  const today = dateIn(zone, now);
  const list = Array.from({ length: count + 1 }, (_, index) => addDays(today, index + 1 - count));
  const starts = list.map((date) => startOfDay(zone, date));
  return list.slice(0, count).map((date, index) => ({
    date,
    start: starts[index] as Date,
    end: starts[index + 1] as Date,
  }));
}
