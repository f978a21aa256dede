import type { Mode } from '@/app/_lib/mode';
import { modeParam } from '@/app/_lib/mode';
import { type EventsParams, eventFilters, eventsHref, type ranges } from '@/app/_lib/search-params';

type FilterName = (typeof eventFilters)[number];

/** A filter that is on: what it is called, what it says, and the address without it. */
export type ActiveFilter = { name: FilterName; term: string; value: string; at: Date | null; clearHref: string };

const terms: Record<FilterName, string> = {
  type: 'Type',
  status: 'Status',
  source: 'Source',
  account: 'Account',
  version: 'API version',
  range: 'Received',
  from: 'From',
  to: 'Before',
  object: 'Object',
  q: 'Search',
};

export const rangeWords: Record<keyof typeof ranges, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};

/** The address of the list with these changes, on its first page. */
export const withFilters = (asked: EventsParams, mode: Mode, changes: Partial<EventsParams>): string =>
  eventsHref({ ...asked, mode: modeParam(mode), before: null, after: null, ...changes });

/** The filters that an address sets, in the order in which a person would name them. */
export function activeFilters(asked: EventsParams, mode: Mode): ActiveFilter[] {
  return eventFilters
    .filter((name) => asked[name] !== null)
    .map((name) => {
      const value = asked[name];
      return {
        name,
        term: terms[name],
        value:
          value instanceof Date
            ? value.toISOString()
            : name === 'range' && asked.range
              ? rangeWords[asked.range]
              : String(value),
        at: value instanceof Date ? value : null,
        clearHref: withFilters(asked, mode, { [name]: null }),
      };
    });
}
