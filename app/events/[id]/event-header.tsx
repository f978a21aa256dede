import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { EventStatusPill } from '@/app/_components/states';
import { CopyButton } from '@/app/_components/ui/copy-button';
import type { Mode } from '@/app/_lib/mode';
import { eventsHref } from '@/app/_lib/search-params';
import type { EventDetail } from '@/lib/events/queries';
import { ReplayButton } from './replay-button';

type EventHeaderProps = { event: EventDetail; title: string; amount: string | null; backMode: Mode | null };

/** What the event is, in words, and what one can do with it. */
export function EventHeader({ event, title, amount, backMode }: EventHeaderProps) {
  return (
    <header className="mb-6">
      <Link
        href={eventsHref({ mode: backMode })}
        className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink"
      >
        <ArrowLeft className="size-3.5" aria-hidden />
        Events
      </Link>
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="text-xl font-semibold tracking-tight break-words">
              {title}
              {amount && <span className="ms-2.5 font-normal text-muted">{amount}</span>}
            </h1>
            <EventStatusPill status={event.status} />
          </div>
          <div className="mt-1 flex flex-wrap items-center gap-x-3 font-mono text-[13px] text-muted">
            <span className="break-all">{event.type}</span>
            <span className="flex min-w-0 items-center gap-1">
              <span className="break-all">{event.id}</span>
              <CopyButton text={event.id} label="Copy the event’s id" />
            </span>
          </div>
        </div>
        <ReplayButton id={event.id} />
      </div>
    </header>
  );
}
