import { EyeOff, History, Layers } from 'lucide-react';
import { describeDuration } from '@/app/_lib/describe-event';
import { modeOf, recordHref } from '@/app/_lib/mode';
import type { NoChange } from '@/lib/dashboard/stories/explain-no-change';
import type { LateArrival } from '@/lib/dashboard/stories/mark-arrival';
import type { StoryEvent, StoryOrder } from '@/lib/dashboard/stories/story-orders';
import { capitalize } from '../short-summary';
import { EventStatusIcon } from '../states';
import { LinkedSummary } from '../summary';
import { Time } from '../time';
import { cn } from '../ui/cn';
import { Link } from '../ui/link';
import { Tag } from '../ui/pill';
import { StoryChanges } from './story-changes';

type StoryEntryProps = {
  event: StoryEvent;
  order: StoryOrder;
  late: LateArrival | null;
  unchanged: NoChange | null;
  account: string | null;
  about?: string;
};

/** One event of a story: when, what it did, what of the object it changed or why it changed nothing. */
export function StoryEntry({ event, order, late, unchanged, account, about }: StoryEntryProps) {
  return (
    <li className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 px-4 py-3 not-last:before:absolute not-last:before:top-9 not-last:before:-bottom-2 not-last:before:left-[25.5px] not-last:before:w-px not-last:before:bg-line">
      <span className="mt-0.5 grid justify-center">
        <EventStatusIcon status={event.status} />
      </span>
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              href={recordHref(`/events/${event.id}`, event.livemode)}
              title={event.id}
              className="font-mono text-[13px] font-medium wrap-anywhere decoration-line-strong underline-offset-3 hover:underline"
            >
              {event.type}
            </Link>
            <Marks event={event} unchanged={unchanged} />
          </h3>
          <span className="text-[13px] whitespace-nowrap text-muted">
            <Time at={order === 'stripe' ? event.createdAt : event.receivedAt} />
          </span>
        </div>
        <Arrival event={event} order={order} late={late} />
        <Words event={event} unchanged={unchanged} account={account} />
        <StoryChanges changes={event.changes} about={about} />
      </div>
    </li>
  );
}

const kinds = { stale: 'stale', same: 'nothing new', mention: 'names it', unapplied: null };

function Marks({ event, unchanged }: { event: StoryEvent; unchanged: NoChange | null }) {
  const kind = event.status === 'ignored' ? 'ignored' : unchanged && kinds[unchanged.kind];
  return (
    <>
      {kind && <Tag title={unchanged?.words}>{kind}</Tag>}
      {event.deliveries > 1 && (
        <Tag title={`Delivered ${event.deliveries} times; it counts once`}>
          <Layers className="me-1 size-3" aria-hidden />
          delivered ×{event.deliveries}
        </Tag>
      )}
      {event.source === 'sweep' && <Tag title="Fetched from Stripe by the sweep: it was never delivered">sweep</Tag>}
      {event.redactedAt && (
        <Tag title="Personal data was removed from what is kept of it">
          <EyeOff className="me-1 size-3" aria-hidden />
          redacted
        </Tag>
      )}
    </>
  );
}

/** Slower than this is worth a word; Stripe's clock has whole seconds only. */
const slowMs = 10_000;

/** How the arrival differed from Stripe's order. */
function Arrival({ event, order, late }: Pick<StoryEntryProps, 'event' | 'order' | 'late'>) {
  const lag = event.receivedAt.getTime() - event.createdAt.getTime();
  if (!late && lag < slowMs) return null;
  return (
    <p className={cn('flex gap-1.5 text-[13px]', late ? 'text-warn' : 'text-faint')}>
      <History className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 wrap-anywhere">
        {late
          ? order === 'stripe'
            ? `Arrived ${describeDuration(late.lateMs)} after ${late.behind.type}, which Stripe made later`
            : `Stripe made it before ${late.behind.type}, which arrived ${describeDuration(late.lateMs)} earlier`
          : `Arrived ${describeDuration(lag)} after Stripe made it`}
      </span>
    </p>
  );
}

function Words({ event, unchanged, account }: Pick<StoryEntryProps, 'event' | 'unchanged' | 'account'>) {
  const mode = modeOf(event.livemode);
  const by = unchanged && 'by' in unchanged ? unchanged.by : null;
  return (
    <>
      {event.lastError && event.status !== 'processed' ? (
        <p className="line-clamp-6 text-bad wrap-anywhere">{event.lastError}</p>
      ) : (
        event.summary && (
          <p className="line-clamp-6 text-muted wrap-anywhere">
            <LinkedSummary text={capitalize(event.summary)} mode={mode} account={account} />
          </p>
        )
      )}
      {unchanged && isNews(unchanged, event) && (
        <p className="text-[13px] text-faint wrap-anywhere">
          {by ? <Reason words={unchanged.words} by={by} livemode={event.livemode} /> : unchanged.words}
        </p>
      )}
    </>
  );
}

/** The summary of what was not applied, or is about something else, has said it already. */
const isNews = ({ kind }: NoChange, { summary }: StoryEvent): boolean =>
  (kind !== 'mention' && kind !== 'unapplied') || !summary;

/** The words with the id of the event that had the last word as a link. */
function Reason({ words, by, livemode }: { words: string; by: { id: string; type: string }; livemode: boolean }) {
  const [start, end] = words.split(by.id);
  return (
    <>
      {start}
      <Link
        href={recordHref(`/events/${by.id}`, livemode)}
        title={by.id}
        className="text-muted underline decoration-line-strong underline-offset-3 hover:text-accent"
      >
        {by.type}
      </Link>
      {end}
    </>
  );
}
