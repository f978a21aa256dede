import { redirect } from 'next/navigation';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { PageHeader } from '@/app/_components/ui/page-header';
import { Segments } from '@/app/_components/ui/segments';
import { deploymentMode, modeParam } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { loadOverviewParams, overviewHref } from '@/app/_lib/search-params';
import { RANGES, type Range } from '@/lib/dashboard/overview/range';
import { AttentionCard } from './attention-card';
import { EventsCard } from './events-card';
import { LagCard } from './lag-card';
import { loadOverview } from './load-overview';
import { MoneyCard } from './money-card';
import { TypesCard } from './types-card';

export const metadata = { title: 'Overview' };

/** A long range changes little in ten seconds, and costs more. */
const refreshEvery: Record<Range, number> = { '1h': 10_000, '24h': 10_000, '7d': 30_000, '30d': 60_000 };

export default async function OverviewPage({ searchParams }: PageProps<'/'>) {
  const asked = await loadOverviewParams(searchParams);
  const mode = asked.mode ?? deploymentMode();
  const range = asked.range ?? '24h';
  const kept = { ...asked, mode: modeParam(mode) };
  const overview = await query((prisma) => loadOverview(prisma, { livemode: mode === 'live', range }));
  if (!overview) redirect('/setup');
  return (
    <>
      <QuietRefresh every={refreshEvery[range]} />
      <PageHeader
        title="Overview"
        lead={<span className="text-[13px]">Days and clocks of {overview.zone.replaceAll('_', ' ')}</span>}
        actions={
          <Segments
            label="Range"
            segments={RANGES.map((each) => ({
              label: each,
              href: overviewHref({ ...kept, range: each === '24h' ? null : each }),
              active: each === range,
            }))}
          />
        }
      />
      <div className="grid gap-5 xl:grid-cols-3">
        <AttentionCard attention={overview.attention} mode={mode} className="xl:col-span-3" />
        <EventsCard overview={overview} range={range} className="xl:col-span-2" />
        <TypesCard volume={overview.volume} mode={mode} />
        <MoneyCard
          overview={overview}
          asked={asked.currency}
          hrefOf={(currency) => overviewHref({ ...kept, currency })}
          className="xl:col-span-3"
        />
        <LagCard overview={overview} range={range} className="xl:col-span-3" />
      </div>
    </>
  );
}
