import { Inbox, SearchX } from 'lucide-react';
import type { EventStatus } from '@/lib/db/generated/enums';
import { ButtonLink } from '../../_components/ui/button';
import { EmptyState } from '../../_components/ui/empty-state';
import { type Mode, modeParam } from '../../_lib/mode';
import { eventsHref } from '../../_lib/search-params';

type Asked = { type: string | null; status: EventStatus | null; object: string | null; account: string | null };
type NoEventsProps = { asked: Asked; mode: Mode; inUse: Record<Mode, boolean> | null };

const calm: Partial<Record<EventStatus, string>> = {
  pending: 'No event waits: everything that arrived was worked on.',
  retrying: 'No event is being retried.',
  failed: 'No event failed.',
};

/** Why the list is empty: the filter, the mode, or the end of it. */
export function NoEvents({ asked, mode, inUse }: NoEventsProps) {
  const other: Mode = mode === 'live' ? 'test' : 'live';
  const narrowed = asked.type || asked.object || asked.account;
  if (!narrowed && asked.status && calm[asked.status])
    return (
      <EmptyState icon={Inbox} title={calm[asked.status] ?? ''} action={<All mode={mode} />}>
        The page looks again every two seconds.
      </EmptyState>
    );
  if (narrowed || asked.status)
    return (
      <EmptyState icon={SearchX} title="No event matches" action={<All mode={mode} />}>
        {asked.type
          ? 'A type is exact, like charge.refunded, or a family, like charge.*'
          : `There is none like this among the ${mode} events.`}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Inbox}
      title={`No ${mode} event yet`}
      action={
        inUse?.[other] && <ButtonLink href={eventsHref({ mode: modeParam(other) })}>Show the {other} events</ButtonLink>
      }
    >
      Test and live events never mix. This installation has received none in {mode} mode.
    </EmptyState>
  );
}

const All = ({ mode }: { mode: Mode }) => (
  <ButtonLink href={eventsHref({ mode: modeParam(mode) })}>Show all events</ButtonLink>
);
