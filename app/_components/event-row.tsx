import { Fragment, type ReactNode } from 'react';
import type { ListedEvent } from '@/lib/dashboard/events/queries';
import { capitalize, ShortSummary } from './short-summary';
import { EventStatusPill } from './states';
import { Time } from './time';
import { cn } from './ui/cn';
import { Link } from './ui/link';
import { Tag } from './ui/pill';

/** A row is a grid; one with a box to select it has a column more. */
const eventColumns = {
  plain:
    'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[104px_minmax(0,5fr)_minmax(0,7fr)_88px] xl:grid-cols-[104px_minmax(0,5fr)_minmax(0,7fr)_minmax(0,3.5fr)_88px]',
  selectable:
    'grid-cols-[20px_minmax(0,1fr)_auto] md:grid-cols-[20px_104px_minmax(0,5fr)_minmax(0,7fr)_88px] xl:grid-cols-[20px_104px_minmax(0,5fr)_minmax(0,7fr)_minmax(0,3.5fr)_88px]',
};

type EventRowProps = {
  event: ListedEvent;
  href: string;
  times: 'received' | 'created';
  /** The box that selects the row, in lists that have one. */
  select?: ReactNode;
  className?: string;
};

/** One event: its state, type, what it did, and when. */
export function EventRow({ event, href, times, select, className }: EventRowProps) {
  return (
    <tr
      data-row={event.id}
      className={cn(
        select ? eventColumns.selectable : eventColumns.plain,
        'max-md:items-start max-md:gap-x-2.5',
        className,
      )}
    >
      {select && <td className="max-md:order-1">{select}</td>}
      <td className={cn('max-md:order-5 max-md:mt-1.5 max-md:justify-self-end')}>
        <EventStatusPill status={event.status} />
      </td>
      <td className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 max-md:order-2">
        <Link href={href} className="row-link min-w-0 font-mono text-[13px] font-medium break-words">
          {breakable(event.type)}
        </Link>
        <Marks event={event} />
      </td>
      <td
        className={cn(
          'min-w-0 text-muted max-md:order-4 max-md:mt-1.5 max-md:text-[13px]',
          select && 'max-md:col-start-2',
        )}
      >
        <Outcome event={event} />
      </td>
      <td className="truncate font-mono text-xs text-faint max-xl:hidden">{event.objectId}</td>
      <td className="whitespace-nowrap text-end text-[13px] text-muted max-md:order-3">
        {/* Above the row's link, so that the pointer reaches its title. */}
        <Time at={times === 'received' ? event.receivedAt : event.createdAt} className="relative" />
      </td>
    </tr>
  );
}

/** The names of the columns. */
export function EventHead({ times, select }: { times: 'received' | 'created'; select?: ReactNode }) {
  return (
    <thead className="max-md:sr-only">
      <tr className={cn(select ? eventColumns.selectable : eventColumns.plain, 'h-9 text-xs text-faint')}>
        {select && <th scope="col">{select}</th>}
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
      {event.redactedAt && <Tag title="Its payload was removed; what it changed stays">redacted</Tag>}
      {event.account && (
        <Tag title={`Connected account ${event.account.slice(0, 255)}`}>
          <span className="max-w-40 truncate">{event.account}</span>
        </Tag>
      )}
    </>
  );
}

/** What a source means, in words. */
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
