import type { Tick } from '@/app/_components/charts/axes';
import { ChartTable } from '@/app/_components/charts/chart-table';
import { formatDuration } from '@/app/_components/charts/format-duration';
import { LinePlot } from '@/app/_components/charts/line-plot';
import { Legend } from '@/app/_components/charts/looks';
import { durationScale } from '@/app/_components/charts/scales';
import { nameColumns, timeTicks } from '@/app/_components/charts/time-ticks';
import { Card } from '@/app/_components/ui/card';
import { type LagStage, type Percentiles, SAMPLE_OF_BUCKET } from '@/lib/dashboard/overview/lag';
import type { Range } from '@/lib/dashboard/overview/range';
import { Figure } from './events-card';
import type { Overview } from './load-overview';
import { perUnit, rangeSentences, showCount } from './words';

const height = 180;

const stages: { stage: LagStage; title: string; means: string }[] = [
  { stage: 'arrival', title: 'Arrival', means: 'created at Stripe → received; Stripe tells whole seconds' },
  { stage: 'work', title: 'Work', means: 'received → applied, with every retry' },
  { stage: 'whole', title: 'The whole way', means: 'created at Stripe → applied' },
];

/** How long events take, in the two parts of their way and as a whole. */
export function LagCard({ overview, range, className }: { overview: Overview; range: Range; className?: string }) {
  const { lag, buckets } = overview;
  return (
    <Card
      title="Lag"
      note={lag.sampled > 0 ? `of the latest ${showCount(lag.sampled)} events in ${rangeSentences[range]}` : undefined}
      actions={
        <Legend
          id="lag"
          entries={[
            { label: 'p50', line: 'solid' },
            { label: 'p95', line: 'dashed' },
            { label: 'p99', line: 'fine' },
          ]}
        />
      }
      className={className}
    >
      <div className="grid divide-line max-lg:divide-y lg:grid-cols-3 lg:divide-x">
        {stages.map((each) => (
          <Stage key={each.stage} {...each} overview={overview} />
        ))}
      </div>
      <p className="border-t border-line px-4 py-2 text-[13px] text-pretty text-faint">
        The lines show {perUnit[buckets.unit]} by its latest {SAMPLE_OF_BUCKET} events; a line up is ten times as long.
        What a sweep fetched is left out.
      </p>
    </Card>
  );
}

type StageProps = { stage: LagStage; title: string; means: string; overview: Overview };

function Stage({ stage, title, means, overview: { lag, buckets, zone } }: StageProps) {
  const overall = lag.overall[stage];
  const points = lag.buckets.map((bucket) => bucket[stage]);
  const values = points.flatMap((point) => (point ? [point.p50, point.p95, point.p99] : []));
  const { y, ticks } = durationScale(values, height, formatDuration);
  const names = nameColumns(buckets, zone);
  const summary = overall
    ? `${title}: half took at most ${formatDuration(overall.p50)}, 95 of a hundred ${formatDuration(overall.p95)}, 99 of a hundred ${formatDuration(overall.p99)}.`
    : `${title}: no event of Stripe’s in this range says.`;
  return (
    <section className="min-w-0 p-4">
      <h3 className="font-medium">{title}</h3>
      <p className="text-[13px] text-faint">{means}</p>
      {overall ? (
        <>
          <dl className="my-3 flex gap-x-6">
            {(['p50', 'p95', 'p99'] as const).map((name) => (
              <Figure key={name} term={name} value={formatDuration(overall[name])} />
            ))}
          </dl>
          <LinePlot
            label={summary}
            height={height}
            y={y}
            valueTicks={ticks}
            timeTicks={fewTicks(timeTicks(buckets, zone))}
            told={points.map((point, index) => `${names[index]}: ${point ? tell(point) : 'none'}`)}
            lines={[
              { look: 'fine', values: points.map((point) => point?.p99 ?? null) },
              { look: 'dashed', values: points.map((point) => point?.p95 ?? null) },
              { look: 'solid', values: points.map((point) => point?.p50 ?? null) },
            ]}
          />
          <ChartTable
            caption={`${title}: ${means}`}
            head={['From', 'p50', 'p95', 'p99']}
            rows={points.flatMap((point, index) =>
              point
                ? [
                    [
                      names[index] ?? '',
                      formatDuration(point.p50),
                      formatDuration(point.p95),
                      formatDuration(point.p99),
                    ],
                  ]
                : [],
            )}
          />
        </>
      ) : (
        <p className="mt-3 text-muted">
          No event of this range says: it was not applied yet, or Stripe did not deliver it.
        </p>
      )}
    </section>
  );
}

/** Three plots share the width: of the labels that a phone shows, every second one where there are many. */
function fewTicks(ticks: Tick[]): Tick[] {
  const major = ticks.filter(({ minor }) => !minor);
  return major.length > 4 ? major.filter((_, index) => index % 2 === (major.length - 1) % 2) : major;
}

const tell = ({ p50, p95, p99 }: Percentiles) =>
  `${formatDuration(p50)} · ${formatDuration(p95)} · ${formatDuration(p99)}`;
