import { type Mode, modeParam } from '@/app/_lib/mode';
import { type EventsParams, type eventFilters, eventsHref } from '@/app/_lib/search-params';

type KeptProps = { asked: EventsParams; mode: Mode; except: (typeof eventFilters)[number][] };

/** What a form of the list does not ask for and must not lose: the other filters and the mode. */
export function KeptFilters({ asked, mode, except }: KeptProps) {
  const none = Object.fromEntries(except.map((name) => [name, null]));
  const href = eventsHref({ ...asked, ...none, mode: modeParam(mode), before: null, after: null });
  const [, search = ''] = href.split('?');
  return [...new URLSearchParams(search)].map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
