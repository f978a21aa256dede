import { Inbox, SearchX } from 'lucide-react';
import { ButtonLink } from '@/app/_components/ui/button';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { hitHref } from '@/app/_lib/hit-href';
import { type Mode, modeParam } from '@/app/_lib/mode';
import { type EventsParams, eventsHref } from '@/app/_lib/search-params';
import type { EventStatus } from '@/lib/db/generated/enums';
import { classify } from '@/lib/stripe/classify';
import { type ActiveFilter, activeFilters } from './active-filters';
import type { Droppable, Match } from './load-list';

type NoEventsProps = {
  asked: EventsParams;
  mode: Mode;
  inUse: Record<Mode, boolean> | null;
  match: Match | null;
  toDrop: Droppable;
};

const calm: Partial<Record<EventStatus, string>> = {
  pending: 'No event waits: everything that arrived was worked on.',
  retrying: 'No event is being retried.',
  failed: 'No event failed.',
};

/** Why the list is empty: a filter, the mode, the search, or nothing has come. And what to do about it. */
export function NoEvents({ asked, mode, inUse, match, toDrop }: NoEventsProps) {
  const other: Mode = mode === 'live' ? 'test' : 'live';
  const active = activeFilters(asked, mode);
  const [only] = active;
  if (!only) return <NothingYet mode={mode} other={inUse?.[other] ? other : null} />;
  if (active.length === 1 && asked.status && calm[asked.status])
    return (
      <EmptyState icon={Inbox} title={calm[asked.status] ?? ''} action={<All mode={mode} />}>
        The page looks again every two seconds.
      </EmptyState>
    );
  const elsewhere = match?.elsewhere[0];
  return (
    <EmptyState
      icon={SearchX}
      title={asked.q && !match?.events ? 'Nothing here matches the search' : 'No event matches'}
      action={
        <>
          {elsewhere && (
            <ButtonLink
              href={
                elsewhere.kind === 'event' ? hitHref(elsewhere) : eventsHref({ q: asked.q, mode: modeParam(other) })
              }
            >
              Show what {other} mode has of it
            </ButtonLink>
          )}
          {toDrop.slice(0, 3).map((filter) => (
            <ButtonLink key={filter.name} href={filter.clearHref} className="max-w-full">
              <span className="truncate">Drop “{filter.term}”</span>
            </ButtonLink>
          ))}
          <All mode={mode} />
        </>
      }
    >
      <Why asked={asked} active={active} toDrop={toDrop} mode={mode} />
    </EmptyState>
  );
}

function Why({
  asked,
  active,
  toDrop,
  mode,
}: Pick<NoEventsProps, 'asked' | 'toDrop' | 'mode'> & { active: ActiveFilter[] }) {
  const [drop] = toDrop;
  if (drop)
    return (
      <>
        Without {toDrop.map(({ term }) => `“${term}”`).join(' or ')} there would be some. All {active.length} filters
        together leave none.
      </>
    );
  if (asked.q) return <SearchHelp text={asked.q} mode={mode} />;
  if (asked.type) return 'A type is exact, like charge.refunded, or a family, like charge.*';
  return `There is none like this among the ${mode} events.`;
}

function SearchHelp({ text, mode }: { text: string; mode: Mode }) {
  const { kind } = classify(text);
  if (kind === 'event')
    return 'This event never arrived here, or was deleted. The sweep fetches from Stripe what was missed in the last days.';
  if (kind === 'email')
    return `No ${mode} customer, order or Checkout Session has this address. It has to be the whole address.`;
  if (kind !== 'nothing' && kind !== 'type')
    return `No ${mode} event speaks of this id. An id has to be the whole one.`;
  return 'Search takes a whole id (evt_, pi_, cus_, ch_, pm_, cs_, in_, sub_, re_, du_, po_, req_, ord_ …), an e-mail address, a part of a type like “refund”, or an address of Stripe’s dashboard.';
}

function NothingYet({ mode, other }: { mode: Mode; other: Mode | null }) {
  return (
    <EmptyState
      icon={Inbox}
      title={`No ${mode} event yet`}
      action={other && <ButtonLink href={eventsHref({ mode: modeParam(other) })}>Show the {other} events</ButtonLink>}
    >
      Test and live events never mix. This installation has received none in {mode} mode.
    </EmptyState>
  );
}

const All = ({ mode }: { mode: Mode }) => (
  <ButtonLink href={eventsHref({ mode: modeParam(mode) })}>Show all events</ButtonLink>
);
