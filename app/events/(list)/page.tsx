import { redirect } from 'next/navigation';
import { ExportMenu } from '@/app/_components/list/export-menu';
import { eventStatuses } from '@/app/_components/states';
import { SweepLine } from '@/app/_components/sweep-line';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Segments } from '@/app/_components/ui/segments';
import { aboutCount } from '@/app/_lib/about-count';
import { may } from '@/app/_lib/guard';
import { deploymentMode, modeParam } from '@/app/_lib/mode';
import { objectHref } from '@/app/_lib/object-href';
import { query } from '@/app/_lib/query';
import { eventsHref, loadEventsParams } from '@/app/_lib/search-params';
import { listEventOrigins, listEventTypes } from '@/lib/dashboard/events/queries';
import { countOpenEvents, openCountLimit } from '@/lib/inbox/store/count-open-events';
import { env } from '@/lib/kit/env';
import { classify } from '@/lib/stripe/classify';
import { sweepSummary } from '@/lib/upkeep/sweep/queries';
import { withFilters } from './active-filters';
import { EventList } from './event-list';
import { FilterBar, FilterChips } from './filter-bar';
import { IgnoredLine } from './ignored-line';
import { loadList, pageSize } from './load-list';
import { MatchLine } from './match-line';
import { NoEvents } from './no-events';

export const metadata = { title: 'Events' };

export default async function EventsPage({ searchParams }: PageProps<'/events'>) {
  const asked = await loadEventsParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const livemode = mode === 'live';
  // A form sends its empty fields too; an address that one sends to a colleague is without them.
  if (Object.values(await searchParams).includes('')) redirect(withFilters(asked, mode, {}));
  const { list, types, origins, open, swept } = await query(async (prisma) => {
    const [list, types, origins, open, swept] = await Promise.all([
      loadList(prisma, asked, mode),
      listEventTypes(prisma, livemode),
      listEventOrigins(prisma, livemode),
      countOpenEvents(prisma, livemode),
      sweepSummary(prisma, livemode),
    ]);
    return { list, types, origins, open, swept };
  });
  const { page, match, inUse, toDrop, replayable } = list;
  const mayReplay = await may('operator');
  const address = eventsHref({ ...asked, mode: modeParam(mode) });
  openEvent(asked.q, [...(match?.hits ?? []), ...(match?.elsewhere ?? [])]);
  if (inUse && !inUse.live && !inUse.test) redirect('/setup');
  const count = (status: string) => {
    const found = open[status as keyof typeof open] ?? 0;
    return found === 0 ? null : found < openCountLimit ? String(found) : `${openCountLimit - 1}+`;
  };
  return (
    <>
      <PageHeader
        title="Events"
        lead={<SweepLine summary={swept} mode={mode} hasKey={env().STRIPE_SECRET_KEY !== undefined} />}
        actions={<ExportMenu listHref={withFilters(asked, mode, {})} mode={mode} />}
      />
      <div className="mb-3">
        <Segments
          label="Status"
          segments={[
            { label: 'All', href: withFilters(asked, mode, { status: null }), active: !asked.status },
            ...eventStatuses.map(({ status, word }) => ({
              label: word,
              href: withFilters(asked, mode, { status }),
              active: asked.status === status,
              count: count(status),
              alarming: status === 'failed',
            })),
          ]}
        />
      </div>
      <EventList
        // Another address is another list: nothing of this one's selection or waiting rows belongs to it.
        key={address}
        rows={page.rows}
        newer={page.newer && withFilters(asked, mode, { after: page.newer })}
        older={page.older && withFilters(asked, mode, { before: page.older })}
        pageSize={pageSize}
        total={aboutCount(list.about, 'events')}
        search={address.split('?')[1] ?? ''}
        suffix={modeParam(mode) ? `?mode=${mode}` : ''}
        mode={mode}
        mayReplay={mayReplay}
        toolbar={<FilterBar asked={asked} mode={mode} choices={{ types, ...origins }} />}
        empty={<NoEvents asked={asked} mode={mode} inUse={inUse} match={match} toDrop={toDrop} />}
      >
        <FilterChips asked={asked} mode={mode} />
        {match && <MatchLine match={match} clearHref={withFilters(asked, mode, { q: null })} />}
        {mayReplay && replayable > 0 && <IgnoredLine count={replayable} asked={asked} mode={mode} />}
      </EventList>
    </>
  );
}

/** Who searches for the id of an event wants that event, and not a list of one. */
function openEvent(q: string | null, hits: { kind: string; id: string; livemode: boolean }[]): void {
  const question = q ? classify(q) : null;
  const event = question?.kind === 'event' && hits.find(({ kind, id }) => kind === 'event' && id === question.id);
  if (event) redirect(objectHref(event.id, { livemode: event.livemode, account: null }));
}
