import Link from 'next/link';
import { EventStatusIcon } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { type Mode, recordHref } from '@/app/_lib/mode';
import { eventsOfObjectHref } from '@/app/_lib/object-href';
import type { ListedEvent } from '@/lib/events/queries';

type SiblingsProps = { events: ListedEvent[]; objectId: string | null; mode: Mode; account: string | null };

/** What else happened to the object of the event, latest first. */
export function Siblings({ events, objectId, mode, account }: SiblingsProps) {
  if (events.length === 0 || !objectId) return null;
  return (
    <Card
      title="Same object"
      actions={
        <Link
          href={eventsOfObjectHref(objectId, { livemode: mode === 'live', account })}
          prefetch={false}
          className="rounded text-[13px] text-accent hover:underline"
        >
          All its events
        </Link>
      }
    >
      <ul className="divide-y divide-line">
        {events.map((event) => (
          <li key={event.id}>
            <Link
              href={recordHref(`/events/${event.id}`, event.livemode)}
              prefetch={false}
              className="flex items-center gap-2.5 px-4 py-2 text-[13px] -outline-offset-2 hover:bg-hover"
            >
              <EventStatusIcon status={event.status} />
              <span className="min-w-0 flex-1 font-mono break-words">{event.type}</span>
              <Time at={event.createdAt} className="shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
