import { percent } from '@/app/_components/charts/axes';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { type Mode, modeParam } from '@/app/_lib/mode';
import { eventsHref } from '@/app/_lib/search-params';
import type { EventVolume } from '@/lib/dashboard/overview/event-volume';
import { showCount } from './words';

const shown = 10;

/** Which types make up the volume; each leads to its events. */
export function TypesCard({ volume, mode }: { volume: EventVolume; mode: Mode }) {
  const { types, sum } = volume;
  const most = types[0]?.total ?? 1;
  const rest = types.slice(shown).reduce((sum, { total }) => sum + total, 0);
  return (
    <Card title="Types" note="by volume">
      {types.length === 0 ? (
        <p className="p-4 text-muted">No event in this range.</p>
      ) : (
        <ol className="p-2">
          {types.slice(0, shown).map(({ type, total, failing }) => (
            <li key={type} className="relative rounded-md px-2 py-1.5 hover:bg-hover">
              <div className="flex items-baseline justify-between gap-3">
                <Link
                  href={eventsHref({ type, mode: modeParam(mode) })}
                  className="row-link min-w-0 truncate font-mono text-[13px]"
                >
                  {type}
                </Link>
                <span className="shrink-0 text-[13px] text-muted">
                  {failing > 0 && <span className="text-bad">{showCount(failing)} failing · </span>}
                  {showCount(total)}
                  <span className="ms-2 inline-block w-9 text-end text-faint">{share(total, sum.total)}</span>
                </span>
              </div>
              <svg aria-hidden="true" width="100%" height="4" className="mt-1 block">
                <rect width="100%" height="4" rx="2" className="fill-idle-soft" />
                <rect width={percent((total / most) * 100)} height="4" rx="2" className="fill-accent" />
              </svg>
            </li>
          ))}
          {rest > 0 && (
            <li className="px-2 py-1.5 text-[13px] text-faint">
              {types.length - shown} more types: {showCount(rest)} events
            </li>
          )}
        </ol>
      )}
    </Card>
  );
}

function share(part: number, whole: number): string {
  const value = (part / Math.max(whole, 1)) * 100;
  return value > 0 && value < 1 ? '<1%' : `${Math.round(value)}%`;
}
