import Link from 'next/link';
import { Fragment } from 'react';
import type { ListedEvent } from '@/lib/events/queries';
import { recordHref } from '../_lib/mode';
import { EventStatusPill } from './states';
import { capitalize, ShortSummary } from './summary';
import { Time } from './time';
import { cn } from './ui/cn';
import { Tag } from './ui/pill';

const columns =
  'grid-cols-[auto_minmax(0,1fr)_auto] md:grid-cols-[104px_minmax(0,5fr)_minmax(0,7fr)_88px] xl:grid-cols-[104px_minmax(0,5fr)_minmax(0,7fr)_minmax(0,3.5fr)_88px]';

/** Events as rows. `times` says which clock the last column shows. */
export function EventTable({ events, times = 'received' }: { events: ListedEvent[]; times?: 'received' | 'created' }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">Status</th>
          <th scope="col">Type</th>
          <th scope="col">What it did</th>
          <th scope="col" className="max-xl:hidden">
            Object
          </th>
          <th scope="col" className="text-end!">
            {times === 'received' ? 'Received' : 'At Stripe'}
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} className={cn(columns, 'max-md:items-start max-md:gap-x-2.5')}>
            <td className="max-md:order-3 max-md:mt-1.5">
              <EventStatusPill status={event.status} />
            </td>
            <td className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 max-md:order-1 max-md:col-span-2">
              <Link
                href={recordHref(`/events/${event.id}`, event.livemode)}
                prefetch={false}
                className="row-link min-w-0 font-mono text-[13px] font-medium break-words"
              >
                {breakable(event.type)}
              </Link>
              <Marks event={event} />
            </td>
            <td className="min-w-0 text-muted max-md:order-4 max-md:col-span-2 max-md:mt-2 max-md:text-[13px]">
              <Outcome event={event} />
            </td>
            <td className="truncate font-mono text-xs text-faint max-xl:hidden">{event.objectId}</td>
            <td className="whitespace-nowrap text-end text-[13px] text-muted max-md:order-2">
              {/* Above the row's link, so that the pointer reaches its title. */}
              <Time at={times === 'received' ? event.receivedAt : event.createdAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Marks({ event }: { event: ListedEvent }) {
  return (
    <>
      {event.deliveries > 1 && (
        <Tag title={`Stripe delivered it ${event.deliveries} times; it counts once`}>×{event.deliveries}</Tag>
      )}
      {event.source !== 'webhook' && (
        <span title={sourceMeans[event.source]} className="text-xs text-faint">
          {event.source}
        </span>
      )}
      {event.account && <Tag title="Connected account">{event.account}</Tag>}
    </>
  );
}

export const sourceMeans = {
  webhook: 'Delivered by Stripe',
  sweep: 'Fetched from Stripe’s API by the sweep; it was never delivered',
  simulator: 'Sent by the simulator of this app',
};

function Outcome({ event }: { event: ListedEvent }) {
  const failing = event.status === 'failed' || event.status === 'retrying';
  if (failing && event.lastError)
    return (
      <span className="line-clamp-2 break-words text-bad">
        <ShortSummary text={event.lastError} omit={event.objectId} />
      </span>
    );
  if (event.summary)
    return (
      <span className="line-clamp-2 break-words">
        <ShortSummary text={capitalize(event.summary)} omit={event.objectId} />
      </span>
    );
  const word = {
    pending: 'Waits for a worker',
    ignored: 'No handler for this type',
    processed: 'Nothing to change',
    retrying: 'Waits for its next try',
    failed: 'Gave up',
  };
  return <span className="text-faint">{word[event.status]}</span>;
}

/** Lets a long type break behind its dots. */
const breakable = (type: string) =>
  type.split('.').map((word, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {word}
    </Fragment>
  ));
