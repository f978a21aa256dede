import { capitalize, ShortSummary } from '@/app/_components/short-summary';
import { EventStatusIcon } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import { recordHref } from '@/app/_lib/mode';
import { eventsOfObjectHref, type Owner } from '@/app/_lib/object-href';
import type { Neighbour } from '@/lib/dashboard/events/event-page';

type SiblingsProps = { id: string; events: Neighbour[]; total: number; objectId: string | null; owner: Owner };

/** What else happened to the object of the event, in Stripe's order, with this event among it. */
export function Siblings({ id, events, total, objectId, owner }: SiblingsProps) {
  if (events.length < 2 || !objectId) return null;
  return (
    <Card
      title="Same object"
      note={total > events.length ? `around this one, of ${total}` : 'first to last'}
      actions={
        <Link href={eventsOfObjectHref(objectId, owner)} className="rounded text-[13px] text-accent hover:underline">
          All its events
        </Link>
      }
    >
      <ol className="divide-y divide-line">
        {events.map((event) => {
          const own = event.id === id;
          return (
            <li key={event.id}>
              <Link
                href={recordHref(`/events/${event.id}`, event.livemode)}
                aria-current={own ? 'page' : undefined}
                className={cn(
                  'flex gap-2.5 px-4 py-2 text-[13px] -outline-offset-2',
                  own ? 'border-s-2 border-accent bg-accent-soft ps-3.5' : 'hover:bg-hover',
                )}
              >
                <span className="mt-0.5">
                  <EventStatusIcon status={event.status} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap justify-between gap-x-2">
                    <span className={cn('font-mono break-words', own && 'font-medium')}>{event.type}</span>
                    <Time at={event.createdAt} className="shrink-0 text-muted" />
                  </span>
                  <span className="line-clamp-2 break-words text-muted">
                    <Did event={event} />
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function Did({ event }: { event: Neighbour }) {
  const failed = event.status === 'failed' || event.status === 'retrying';
  const text = failed ? event.lastError : event.summary;
  if (!text) return event.status === 'pending' ? 'Waits for a worker' : 'Changed nothing';
  const said = <ShortSummary text={failed ? text : capitalize(text)} omit={event.objectId} />;
  return failed ? <span className="text-bad">{said}</span> : said;
}
