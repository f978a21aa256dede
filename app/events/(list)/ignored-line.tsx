import { type Mode, modeParam } from '@/app/_lib/mode';
import { type EventsParams, eventsHref } from '@/app/_lib/search-params';
import { ReplayMany } from '@/app/replays/replay-many';
import { openCountLimit } from '@/lib/inbox/store/count-open-events';

/** The normal case of a bulk replay: a handler was added, and events of its type were ignored before. */
export function IgnoredLine({ count, asked, mode }: { count: number; asked: EventsParams; mode: Mode }) {
  const address = eventsHref({ ...asked, status: 'ignored', mode: modeParam(mode), before: null, after: null });
  const number = count >= openCountLimit ? `${openCountLimit.toLocaleString('en')}+` : String(count);
  return (
    <p className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border border-line bg-wait-soft px-3 py-2 text-[13px] text-wait">
      <span>
        {number} {count === 1 ? 'event was' : 'events were'} ignored, from before there was a handler for{' '}
        {count === 1 ? 'its type' : 'their types'}.
      </span>
      <ReplayMany
        request={{ kind: 'filter', search: address.split('?')[1] ?? '' }}
        label={`Replay all ${number} ignored…`}
      />
    </p>
  );
}
