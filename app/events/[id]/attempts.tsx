import { ChevronRight } from 'lucide-react';
import { capitalize, ShortSummary } from '@/app/_components/short-summary';
import { AttemptPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { describeDuration } from '@/app/_lib/describe-event';
import type { EventDetail } from '@/lib/dashboard/events/queries';

const columns = 'grid-cols-[28px_minmax(0,1fr)_auto] md:grid-cols-[28px_104px_minmax(0,1fr)_72px_96px]';

/** Each run of the handler, the latest first; a failed one unfolds to its stack. */
export function Attempts({ event }: { event: EventDetail }) {
  const { attemptRecords: attempts } = event;
  if (attempts.length === 0) return null;
  const note =
    event.attempts > attempts.length ? `the last ${attempts.length} of ${event.attempts}` : String(event.attempts);
  return (
    <Card title="Attempts" note={note}>
      <table className="grid-table w-full">
        <thead className="sr-only">
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Outcome</th>
            <th scope="col">What it did</th>
            <th scope="col">Took</th>
            <th scope="col">Started</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={String(attempt.id)} className={cn(columns, 'items-start!')}>
              <td className="text-faint">{attempt.number}</td>
              <td>
                <AttemptPill status={attempt.outcome} />
              </td>
              <td className="min-w-0 max-md:order-last max-md:col-span-3 max-md:mt-2">
                {attempt.error ? (
                  <Failure error={attempt.error} stack={attempt.stack} />
                ) : (
                  <span className="break-words text-muted">
                    {attempt.summary ? (
                      <ShortSummary text={capitalize(attempt.summary)} omit={event.objectId} />
                    ) : (
                      'Nothing had to change'
                    )}
                  </span>
                )}
                {attempt.workerId && (
                  <span
                    className={cn('mt-0.5 block font-mono text-xs break-all text-faint', attempt.stack && 'ps-5.5')}
                  >
                    {attempt.workerId}
                  </span>
                )}
              </td>
              <td className="text-[13px] text-muted max-md:hidden">
                {describeDuration(+attempt.finishedAt - +attempt.startedAt)}
              </td>
              <td className="text-end text-[13px] whitespace-nowrap text-muted">
                <Time at={attempt.startedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Failure({ error, stack }: { error: string; stack: string | null }) {
  if (!stack) return <span className="break-words text-bad">{error}</span>;
  return (
    <details className="group">
      <summary className="flex list-none gap-1.5 rounded text-bad">
        <ChevronRight
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform group-open:rotate-90"
          aria-hidden
        />
        <span className="min-w-0 break-words">{error}</span>
        <span className="sr-only">Stack</span>
      </summary>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard.
        tabIndex={0}
        className="mt-2 max-h-80 overflow-auto rounded-md border border-line bg-subtle p-3 font-mono text-xs text-muted"
      >
        {stack}
      </pre>
    </details>
  );
}
