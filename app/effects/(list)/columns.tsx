import { CellLink, type Column, RowLink } from '@/app/_components/list/list-table';
import { capitalize } from '@/app/_components/short-summary';
import { EffectPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { recordHref } from '@/app/_lib/mode';
import { objectHref } from '@/app/_lib/object-href';
import { RetryButton } from '@/app/orders/[id]/retry-button';
import type { ListedEffect } from '@/lib/dashboard/effects/list';
import { describeSkip } from '@/lib/dashboard/orders/tell-work';
import { effectKinds } from './url';

export const effectGrid =
  'grid-cols-[minmax(0,1fr)_auto] [tbody>&]:items-start! md:grid-cols-[104px_128px_minmax(0,1fr)_minmax(0,200px)_88px]';

export const nameKind = (kind: string): string => effectKinds.find((known) => known.kind === kind)?.word ?? kind;

export const effectTableColumns: Column<ListedEffect>[] = [
  {
    title: 'Status',
    className: 'max-md:order-2 max-md:justify-self-end',
    cell: (effect) => <EffectPill status={effect.status} />,
  },
  { title: 'Kind', className: 'max-md:order-1', cell: (effect) => <Kind effect={effect} /> },
  {
    title: 'What happened',
    className: 'max-md:order-3 max-md:col-span-2 max-md:mt-1',
    cell: (effect) => <Told effect={effect} />,
  },
  {
    title: 'Event',
    className: 'truncate max-md:hidden',
    cell: ({ eventId, livemode }) =>
      eventId ? (
        <CellLink href={objectHref(eventId, { livemode, account: null })} mono>
          {eventId}
        </CellLink>
      ) : (
        <span className="text-faint">None</span>
      ),
  },
  {
    title: 'When',
    end: true,
    className: 'text-[13px] whitespace-nowrap text-muted max-md:order-4 max-md:mt-1',
    cell: (effect) => <Time at={effect.completedAt ?? effect.createdAt} className="relative" />,
  },
];

/** A mail that was written leads to it; everything else leads to the order. */
function Kind({ effect: { key, kind, status, livemode, orderId } }: { effect: ListedEffect }) {
  const name = nameKind(kind);
  if (kind !== 'fulfil' && status === 'done')
    return <RowLink href={recordHref(`/mails/${key}`, livemode)}>{name}</RowLink>;
  if (orderId) return <RowLink href={recordHref(`/orders/${orderId}`, livemode)}>{name}</RowLink>;
  return <span className="font-medium">{name}</span>;
}

function Told({ effect }: { effect: ListedEffect }) {
  return (
    <>
      <span className="block truncate font-mono text-[13px] text-muted">{effect.key}</span>
      {effect.lastError && <span className="line-clamp-2 break-words text-bad">{effect.lastError}</span>}
      <span className="block text-[13px] text-faint">
        {describe(effect)}
        {effect.status === 'retrying' && effect.nextAttemptAt && (
          <>
            {' · next '}
            <Time at={effect.nextAttemptAt} className="relative" />
          </>
        )}
      </span>
      {effect.status === 'failed' && (
        <div className="relative w-fit">
          <RetryButton effectKey={effect.key} />
        </div>
      )}
    </>
  );
}

/** How often it was tried and what it said of itself, or why it was left out. */
function describe({ attempts, status, result }: ListedEffect): string {
  if (status === 'skipped') return capitalize(describeSkip(result));
  const told = result && typeof result === 'object' && !Array.isArray(result) ? result : null;
  if (told?.by === 'hand') return 'Marked as done by a person';
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const said = told ? told.message : result;
  return typeof said === 'string' ? `${tries} · ${said.slice(0, 200)}` : tries;
}
