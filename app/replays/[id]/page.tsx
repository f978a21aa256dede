import { ArrowLeft, ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { Pager } from '@/app/_components/pager';
import { ReplayStatusPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { Facts } from '@/app/_components/ui/facts';
import { Link } from '@/app/_components/ui/link';
import { Segments } from '@/app/_components/ui/segments';
import { drainAfterwards } from '@/app/_lib/drain-afterwards';
import { may } from '@/app/_lib/guard';
import { deploymentMode, type Mode, modeOf, modeParam, recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadReplayParams, replayHref, replaysHref } from '@/app/_lib/search-params';
import { listItems } from '@/lib/upkeep/replays/queries';
import { SelectionLink } from '../describe-selection';
import { ReplayMany } from '../replay-many';
import { doneOf, ReplayProgress } from '../replay-progress';
import { CancelButton } from './cancel-button';
import { loadBatch } from './load-batch';
import { ReplayItems } from './replay-items';

export async function generateMetadata({ params }: PageProps<'/replays/[id]'>): Promise<Metadata> {
  const batch = await loadBatch((await params).id);
  return { title: batch ? `Replay ${batch.id}` : 'Not found' };
}

const pageSize = 100;

const states = {
  failed: ['failed'],
  open: ['waiting', 'queued', 'retrying'],
  done: ['processed', 'ignored'],
} as const;

export default async function ReplayPage({ params, searchParams }: PageProps<'/replays/[id]'>) {
  const batch = await loadBatch((await params).id);
  if (!batch) notFound();
  const mode = modeOf(batch.livemode);
  const asked = await loadReplayParams(searchParams);
  // The frame tells the mode from the address, and a batch has just one.
  if ((asked.mode ?? deploymentMode()) !== mode) redirect(recordHref(`/replays/${batch.id}`, batch.livemode));
  const items = await query((prisma) =>
    listItems(prisma, {
      batchId: batch.id,
      states: asked.show && [...states[asked.show]],
      after: Math.max(0, asked.after ?? 0),
      limit: pageSize + 1,
    }),
  );
  const shown = items.slice(0, pageSize);
  const running = batch.finishedAt === null;
  // Where there is no worker, whoever watches the batch lends it the time behind this answer.
  if (running) drainAfterwards();
  const href = replayHref(batch.id);
  const kept = { mode: modeParam(mode), show: asked.show };
  return (
    <>
      {running && <QuietRefresh every={1_500} />}
      <Header batch={batch} mode={mode} mayReplay={await may('operator')} />
      <ProgressCard batch={batch} />
      <Results batch={batch} show={asked.show} href={(show) => href({ ...kept, show })} />
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {shown.length > 0 ? (
          <ReplayItems items={shown} livemode={batch.livemode} />
        ) : (
          <EmptyState
            icon={ListChecks}
            title={asked.show === 'failed' ? 'No event failed' : 'No event is in this state'}
          />
        )}
        <Pager
          words={{ newer: 'From the start', older: 'Next' }}
          newer={asked.after ? href({ ...kept, after: null }) : null}
          older={items.length > pageSize ? href({ ...kept, after: shown.at(-1)?.position ?? null }) : null}
        />
      </div>
    </>
  );
}

type Batch = NonNullable<Awaited<ReturnType<typeof loadBatch>>>;
type Show = keyof typeof states;

const openOf = (batch: Batch) => batch.total - doneOf(batch);
const countOf = (value: number) => (value > 0 ? value.toLocaleString('en') : null);

const Header = ({ batch, mode, mayReplay }: { batch: Batch; mode: Mode; mayReplay: boolean }) => (
  <header className="mb-5">
    <Link
      href={replaysHref({ mode: modeParam(mode) })}
      className="inline-flex items-center gap-1.5 rounded text-[13px] text-muted hover:text-ink"
    >
      <ArrowLeft className="size-3.5" aria-hidden />
      Replays
    </Link>
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-xl font-semibold tracking-tight">
          Replay of {batch.total.toLocaleString('en')} {batch.total === 1 ? 'event' : 'events'}
        </h1>
        <ReplayStatusPill status={batch.status} />
      </div>
      <div className="flex items-center gap-2">
        {mayReplay && batch.status === 'running' && <CancelButton id={String(batch.id)} />}
        {mayReplay && batch.finishedAt !== null && batch.failed > 0 && (
          <ReplayMany
            request={{ kind: 'failed', mode, batch: String(batch.id) }}
            label={`Replay the ${batch.failed.toLocaleString('en')} failed…`}
          />
        )}
      </div>
    </div>
  </header>
);

function ProgressCard({ batch }: { batch: Batch }) {
  const open = openOf(batch);
  return (
    <Card title="Progress" className="mb-5">
      <div className="space-y-4 p-4">
        <ReplayProgress batch={batch} />
        <Facts
          facts={[
            { term: 'Processed', value: batch.processed.toLocaleString('en') },
            { term: 'Ignored', value: batch.ignored.toLocaleString('en') },
            { term: 'Failed', value: <Failed count={batch.failed} /> },
            open > 0 && { term: 'Still to come', value: open.toLocaleString('en') },
            batch.canceled > 0 && { term: 'Not replayed', value: batch.canceled.toLocaleString('en') },
            batch.gone > 0 && { term: 'Deleted or redacted', value: batch.gone.toLocaleString('en') },
            { term: 'Events', value: <SelectionLink batch={batch} /> },
            { term: 'Asked for by', value: batch.requestedByName },
            { term: 'Begun', value: <Time at={batch.createdAt} format="exact" /> },
            batch.finishedAt !== null && { term: 'Ended', value: <Time at={batch.finishedAt} format="exact" /> },
          ]}
        />
      </div>
    </Card>
  );
}

const Results = ({ batch, show, href }: { batch: Batch; show: Show | null; href: (show: Show | null) => string }) => (
  <div className="mb-3">
    <Segments
      label="Result"
      segments={[
        { label: 'All', href: href(null), active: !show },
        {
          label: 'Failed',
          href: href('failed'),
          active: show === 'failed',
          count: countOf(batch.failed),
          alarming: true,
        },
        {
          label: 'Still to come',
          href: href('open'),
          active: show === 'open',
          count: countOf(openOf(batch)),
        },
        { label: 'Processed or ignored', href: href('done'), active: show === 'done' },
      ]}
    />
  </div>
);

const Failed = ({ count }: { count: number }) =>
  count > 0 ? <span className="font-medium text-bad">{count.toLocaleString('en')}</span> : '0';
