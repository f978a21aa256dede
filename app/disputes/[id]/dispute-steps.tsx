import { DisputePill } from '@/app/_components/object-states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { type Mode, recordHref } from '@/app/_lib/mode';
import type { DisputeStep } from '@/lib/dashboard/disputes/get-dispute';

/** The states that a dispute came into, each with the event that brought it. */
export function DisputeSteps({ steps, mode }: { steps: DisputeStep[]; mode: Mode }) {
  if (steps.length === 0) return null;
  return (
    <Card title="States" note="as they became known here">
      <ol className="divide-y divide-line">
        {steps.map(({ id, status, eventId, type, at }) => (
          <li key={String(id)} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2.5">
            <DisputePill status={status} />
            <Time at={at} className="text-[13px] whitespace-nowrap text-muted" />
            <Link
              href={recordHref(`/events/${eventId}`, mode === 'live')}
              className="w-full font-mono text-xs wrap-anywhere text-faint underline decoration-line-strong underline-offset-3 hover:text-accent"
            >
              {type}
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
