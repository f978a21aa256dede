const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a time can be asked for: years 1 to 9999, as ISO 8601 writes them and PostgreSQL reads them. */
export const isAskable = (at: Date): boolean => at.getTime() >= FIRST && at.getTime() <= LAST;

/** The same time, or the last one that can be asked for. */
export const atMostLast = (at: Date): Date => (at.getTime() > LAST ? new Date(LAST) : at);

/** A moment as ISO 8601 in UTC: `2026-11-22`, `2026-11-22T09:30Z`, or what a date field without a zone writes. Null: it is none. */
export function readMoment(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?)?$/.test(text)) return null;
  const at = new Date(text.length > 10 && !text.endsWith('Z') ? `${text}Z` : text);
  return isAskable(at) ? at : null;
}

/** Filters that hold a date, and cursors of lists, which hold one in milliseconds: `1764150000000~evt_…`. */
const DATES = ['from', 'to'];
const CURSORS = ['before', 'after', 'since'];

/** What is wrong with the dates of an address, in words; null when nothing is. An empty one is no filter. */
export function judgeMoments(params: URLSearchParams): string | null {
  for (const name of DATES)
    for (const text of params.getAll(name))
      if (text !== '' && !readMoment(text))
        return `${name} is no date between the years 1 and 9999: write it like 2026-11-22 or 2026-11-22T09:30Z.`;
  for (const name of CURSORS)
    for (const text of params.getAll(name))
      if (text.includes('~') && !isAskable(new Date(Number(text.split('~', 1)[0] || Number.NaN))))
        return `${name} is no place in a list: open the list from its beginning.`;
  return null;
}
