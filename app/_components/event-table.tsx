import type { ListedEvent } from '@/lib/dashboard/events/queries';
import { recordHref } from '../_lib/mode';
import { EventHead, EventRow } from './event-row';

/** Events as rows. `times` says which clock the last column shows. */
export function EventTable({ events, times = 'received' }: { events: ListedEvent[]; times?: 'received' | 'created' }) {
  return (
    <table className="grid-table w-full">
      <EventHead times={times} />
      <tbody>
        {events.map((event) => (
          <EventRow
            key={event.id}
            event={event}
            href={recordHref(`/events/${event.id}`, event.livemode)}
            times={times}
          />
        ))}
      </tbody>
    </table>
  );
}
