import { BarPlot } from '@/app/_components/charts/bar-plot';
import { ChartTable } from '@/app/_components/charts/chart-table';
import { Legend } from '@/app/_components/charts/looks';
import { linearScale } from '@/app/_components/charts/scales';
import { nameColumns, timeTicks } from '@/app/_components/charts/time-ticks';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import type { Range } from '@/lib/dashboard/overview/range';
import type { Overview } from './load-overview';
import { failingCount, perUnit, rangeSentences, rate, showCount } from './words';

const height = 290;

/** How many events came, and how many of them fail. */
export function EventsCard({ overview, range, className }: { overview: Overview; range: Range; className?: string }) {
  const { buckets, volume, zone } = overview;
  const { bounds, unit } = buckets;
  const names = nameColumns(buckets, zone);
  const peakAt = volume.buckets.reduce(
    (best, { total }, index, all) => (total > (all[best]?.total ?? 0) ? index : best),
    0,
  );
  const peak = volume.buckets[peakAt]?.total ?? 0;
  const minutesOf = (index: number) =>
    (Math.min(Date.now(), bounds[index + 1]?.getTime() ?? 0) - (bounds[index]?.getTime() ?? 0)) / 60_000;
  const minutes = volume.buckets.reduce((sum, _, index) => sum + minutesOf(index), 0);
  const { y, ticks } = linearScale([0, peak], height, (value) => showCount(value));
  const { total, failing } = volume.sum;
  const summary =
    total === 0
      ? `No event was received in ${rangeSentences[range]}.`
      : `${showCount(total)} events were received in ${rangeSentences[range]}, ${failing === 0 ? 'none of which fails' : `${failingCount(failing)} of which ${failing === 1 ? 'fails' : 'fail'}`}; most of them, ${showCount(peak)}, ${unit === 'minute' ? 'at' : 'from'} ${names[peakAt]}.`;
  return (
    <Card title="Events" note={`received ${perUnit[unit]}`} className={className}>
      <div className="p-4">
        <div className="mb-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            <Figure term="Received" value={showCount(total)} />
            <Figure term="A minute" value={rate(total, minutes)} />
            <Figure term="At most a minute" value={peak === 0 ? '0' : rate(peak, minutesOf(peakAt))} />
            <Figure term="Failing" value={failingCount(failing)} alarming={failing > 0} />
          </dl>
          <Legend
            id="events"
            entries={[
              { label: 'Applied, ignored or waiting', bar: 'plain' },
              { label: 'Failed or retrying', bar: 'striped' },
            ]}
          />
        </div>
        <BarPlot
          id="events"
          label={summary}
          height={height}
          y={y}
          valueTicks={ticks}
          timeTicks={timeTicks(buckets, zone)}
          bars={volume.buckets.map(({ total, failing }, index) => ({
            key: names[index] ?? String(index),
            told: `${names[index]}: ${showCount(total)}${failing > 0 ? `, ${showCount(failing)} failing` : ''}`,
            parts: [
              { look: 'striped', value: failing },
              { look: 'plain', value: Math.max(0, total - failing) },
            ],
          }))}
        />
        <p className="mt-2 text-[13px] text-pretty text-muted">
          {summary}
          {volume.countedSince && (
            <>
              {' '}
              The worker is behind with counting: what came between its last count and{' '}
              <Time at={volume.countedSince} format="exact" /> is missing here.
            </>
          )}
        </p>
        <ChartTable
          caption={`Events received, ${perUnit[unit]}`}
          head={['From', 'Received', 'Failing', 'A minute']}
          rows={volume.buckets.map(({ total, failing }, index) => [
            names[index] ?? '',
            showCount(total),
            showCount(failing),
            rate(total, minutesOf(index)),
          ])}
        />
      </div>
    </Card>
  );
}

/** A number that stands for itself. */
export function Figure({ term, value, alarming }: { term: string; value: string; alarming?: boolean }) {
  return (
    <div>
      <dt className="text-xs text-faint">{term}</dt>
      <dd className={alarming ? 'text-xl font-semibold text-bad' : 'text-xl font-semibold'}>{value}</dd>
    </div>
  );
}
