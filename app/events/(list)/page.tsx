import { redirect } from 'next/navigation';
import { env } from '@/lib/env';
import { countLimit, countOpenEvents, findModesInUse, listEvents, listEventTypes } from '@/lib/events/queries';
import { sweepSummary } from '@/lib/sweep/queries';
import { EventTable } from '../../_components/event-table';
import { FilterNotice } from '../../_components/filter-notice';
import { LiveRefresh } from '../../_components/live-refresh';
import { Pager } from '../../_components/pager';
import { eventStatuses } from '../../_components/states';
import { SweepLine } from '../../_components/sweep-line';
import { PageHeader } from '../../_components/ui/page-header';
import { Segments } from '../../_components/ui/segments';
import { deploymentMode, modeParam } from '../../_lib/mode';
import { query } from '../../_lib/query';
import { eventsHref, loadEventsParams, toTypeFilter } from '../../_lib/search-params';
import { NoEvents } from './no-events';
import { TypeFilter } from './type-filter';

export const metadata = { title: 'Events' };

const pageSize = 50;

export default async function EventsPage({ searchParams }: PageProps<'/events'>) {
  const asked = await loadEventsParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const livemode = mode === 'live';
  const kept = { ...asked, mode: modeParam(mode), before: null, after: null };
  const { page, types, open, swept, inUse } = await query(async (prisma) => {
    const filter = {
      livemode,
      type: toTypeFilter(asked.type),
      status: asked.status,
      objectId: asked.object,
      account: asked.account,
    };
    const [page, types, open, swept] = await Promise.all([
      listEvents(prisma, { ...filter, before: asked.before, after: asked.after, limit: pageSize }),
      listEventTypes(prisma),
      countOpenEvents(prisma, livemode),
      sweepSummary(prisma, livemode),
    ]);
    return { page, types, open, swept, inUse: page.rows.length > 0 ? null : await findModesInUse(prisma) };
  });
  const count = (status: string) => {
    const found = open[status as keyof typeof open] ?? 0;
    return found === 0 ? null : found < countLimit ? String(found) : `${countLimit - 1}+`;
  };

  if (inUse && !inUse.live && !inUse.test) redirect('/setup');
  return (
    <>
      <PageHeader
        title="Events"
        lead={<SweepLine summary={swept} mode={mode} hasKey={env().STRIPE_SECRET_KEY !== undefined} />}
        actions={<LiveRefresh atTop={!page.newer} />}
      />
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segments
          label="Status"
          segments={[
            { label: 'All', href: eventsHref({ ...kept, status: null }), active: !asked.status },
            ...eventStatuses.map(({ status, word }) => ({
              label: word,
              href: eventsHref({ ...kept, status }),
              active: asked.status === status,
              count: count(status),
              alarming: status === 'failed',
            })),
          ]}
        />
        <TypeFilter
          key={asked.type}
          types={types}
          value={asked.type}
          clearHref={eventsHref({ ...kept, type: null })}
          kept={{ mode: kept.mode, status: asked.status, object: asked.object, account: asked.account }}
        />
        {asked.object && (
          <FilterNotice term="Object" value={asked.object} clearHref={eventsHref({ ...kept, object: null })} />
        )}
        {asked.account && (
          <FilterNotice term="Account" value={asked.account} clearHref={eventsHref({ ...kept, account: null })} />
        )}
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <EventTable events={page.rows} />
        ) : (
          <NoEvents asked={asked} mode={mode} inUse={inUse} />
        )}
        <Pager
          newer={page.newer && eventsHref({ ...kept, after: page.newer })}
          older={page.older && eventsHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}
