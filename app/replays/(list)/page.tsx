import { RotateCw } from 'lucide-react';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { ReplayStatusPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { ButtonLink } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { Link } from '@/app/_components/ui/link';
import { PageHeader } from '@/app/_components/ui/page-header';
import { deploymentMode, modeParam, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { eventsHref, loadReplaysParams, replaysHref } from '@/app/_lib/search-params';
import type { ReplayBatch } from '@/lib/db/generated/client';
import { listBatches } from '@/lib/upkeep/replays/queries';
import { selectionWords } from '../describe-selection';
import { ReplayProgress } from '../replay-progress';

export const metadata = { title: 'Replays' };

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[104px_minmax(0,4fr)_minmax(0,3fr)_minmax(0,2fr)_88px]';

export default async function ReplaysPage({ searchParams }: PageProps<'/replays'>) {
  const asked = await loadReplaysParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const kept = { mode: modeParam(mode) };
  const page = await query((prisma) =>
    listBatches(prisma, { livemode: mode === 'live', before: asked.before, after: asked.after, limit: 50 }),
  );
  return (
    <>
      <PageHeader title="Replays" lead="Many events at once: who asked for it, and what came of each." />
      {page.rows.some(({ finishedAt }) => finishedAt === null) && <QuietRefresh />}
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? (
          <Batches batches={page.rows} />
        ) : (
          <EmptyState
            icon={RotateCw}
            title={`No replay of ${mode} events yet`}
            action={<ButtonLink href={eventsHref(kept)}>Go to the events</ButtonLink>}
          >
            Select events in their list, or all that a filter matches, and press Replay. What it does is shown before it
            begins; each event’s result is kept here.
          </EmptyState>
        )}
        <Pager
          newer={page.newer && replaysHref({ ...kept, after: page.newer })}
          older={page.older && replaysHref({ ...kept, before: page.older })}
        />
      </div>
    </>
  );
}

function Batches({ batches }: { batches: ReplayBatch[] }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">Status</th>
          <th scope="col">Events</th>
          <th scope="col">Progress</th>
          <th scope="col">By</th>
          <th scope="col" className="text-end!">
            Begun
          </th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={String(batch.id)} className={columns}>
            <td className="max-md:order-2 max-md:justify-self-end">
              <ReplayStatusPill status={batch.status} />
            </td>
            <td className="min-w-0 max-md:order-1">
              <Link
                href={recordHref(`/replays/${batch.id}`, batch.livemode)}
                className="row-link line-clamp-2 font-medium break-words"
              >
                {batch.total.toLocaleString('en')} {batch.total === 1 ? 'event' : 'events'}
                <span className="font-normal text-muted"> · {selectionWords(batch)}</span>
              </Link>
            </td>
            <td className="min-w-0 max-md:order-3 max-md:col-span-2 max-md:mt-1.5">
              <ReplayProgress batch={batch} />
            </td>
            <td className="truncate text-muted max-md:order-4 max-md:text-[13px]">{batch.requestedByName}</td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-5">
              <Time at={batch.createdAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
