import { CircleAlert, CircleCheck, CircleMinus, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { capitalize, LinkedSummary } from '@/app/_components/summary';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { formatDuration } from '@/app/_lib/describe-event';
import { modeOf } from '@/app/_lib/mode';
import type { EventDetail } from '@/lib/events/queries';

/** What the event did, or what went wrong and what happens next: the answer that people open this page for. */
export function Outcome({ event }: { event: EventDetail }) {
  switch (event.status) {
    case 'processed':
      return (
        <Panel
          icon={CircleCheck}
          tone="text-ok"
          title={
            event.summary ? (
              <LinkedSummary text={capitalize(event.summary)} mode={modeOf(event.livemode)} account={event.account} />
            ) : (
              'Nothing had to change'
            )
          }
        >
          {event.processedAt && (
            <>
              Applied <Time at={event.processedAt} />, {formatDuration(+event.processedAt - +event.receivedAt)} after it
              was received.
            </>
          )}
        </Panel>
      );
    case 'ignored':
      return (
        <Panel icon={CircleMinus} tone="text-idle" title="No handler for this type">
          It is kept all the same. Add a handler for <code className="font-mono text-[13px]">{event.type}</code> and
          replay it.
        </Panel>
      );
    case 'pending':
      return (
        <Panel icon={Clock} tone="text-wait" title="Waits for a worker">
          It is stored and cannot get lost. This page changes by itself.
        </Panel>
      );
    default:
      return (
        <Panel icon={CircleAlert} tone="text-bad" title={event.lastError ?? 'It failed without a message'} alarming>
          {event.status === 'failed' ? (
            'Gave up. Correct the cause, then replay it.'
          ) : event.nextAttemptAt ? (
            <>
              Tried {times(event.attempts)}; the next try is <Time at={event.nextAttemptAt} />.
            </>
          ) : (
            <>Tried {times(event.attempts)}; it will be tried again by itself.</>
          )}
        </Panel>
      );
  }
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

type PanelProps = { icon: typeof Clock; tone: string; title: ReactNode; alarming?: boolean; children: ReactNode };

function Panel({ icon: Icon, tone, title, alarming, children }: PanelProps) {
  return (
    <section
      aria-label="What it did"
      className={cn(
        'flex gap-3 rounded-lg border p-4',
        alarming ? 'border-bad/40 bg-bad-soft' : 'border-line bg-raised',
      )}
    >
      <Icon className={cn('mt-0.5 size-5 shrink-0', tone)} aria-hidden />
      <div className="min-w-0">
        <p className={cn('font-medium whitespace-pre-wrap break-words', alarming && 'text-bad')}>{title}</p>
        <p className={cn('mt-0.5 text-[13px]', alarming ? 'text-ink' : 'text-muted')}>{children}</p>
      </div>
    </section>
  );
}
