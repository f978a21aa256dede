import { ArrowLeft, Download, ExternalLink } from 'lucide-react';
import { sourceMeans } from '@/app/_components/event-row';
import { ForRole } from '@/app/_components/for-role';
import { EventStatusPill } from '@/app/_components/states';
import { DownloadLink } from '@/app/_components/ui/button';
import { CopyButton } from '@/app/_components/ui/copy-button';
import { Link } from '@/app/_components/ui/link';
import { Tag } from '@/app/_components/ui/pill';
import type { Mode } from '@/app/_lib/mode';
import { eventsHref } from '@/app/_lib/search-params';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import { dashboardUrl } from '@/lib/stripe/dashboard-url';
import { ReplayButton } from './replay-button';

type EventHeaderProps = { event: EventDetail; title: string; backMode: Mode | null };

const sourceWords = { webhook: 'Webhook', sweep: 'Sweep', simulator: 'Simulator' };

/** Of what was redacted nothing is left to apply, unless it has failed before (docs/privacy.md). */
const canBeReplayed = ({ redactedAt, status }: EventDetail) =>
  !redactedAt || !['processed', 'ignored'].includes(status);

/** What happened, in a sentence, what the event is, and what one can do with it. */
export function EventHeader({ event, title, backMode }: EventHeaderProps) {
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
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            <EventStatusPill status={event.status} />
          </div>
          <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
            <span className="font-mono break-all">{event.type}</span>
            <span className="flex min-w-0 items-center gap-1 font-mono">
              <span className="break-all">{event.id}</span>
              <CopyButton text={event.id} label="Copy the event’s id" />
            </span>
            <Tag>{event.livemode ? 'Live' : 'Test'}</Tag>
            <Tag title={sourceMeans[event.source]}>{sourceWords[event.source]}</Tag>
          </div>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          {event.source !== 'simulator' && (
            <DownloadLink href={dashboardUrl(event)} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              Stripe
              <span className="sr-only">’s dashboard, in a new tab</span>
            </DownloadLink>
          )}
          {!event.redactedAt && (
            <DownloadLink href={`/events/${event.id}/raw`} download={`${event.id}.json`}>
              <Download aria-hidden />
              Raw
            </DownloadLink>
          )}
          {canBeReplayed(event) && (
            <ForRole needs="operator">
              <ReplayButton id={event.id} />
            </ForRole>
          )}
        </div>
      </div>
    </header>
  );
}
