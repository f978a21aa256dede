import { CircleAlert, CircleCheck, CircleMinus, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { capitalize } from '@/app/_components/short-summary';
import { LinkedSummary } from '@/app/_components/summary';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { CopyButton } from '@/app/_components/ui/copy-button';
import { Link } from '@/app/_components/ui/link';
import { describeDuration } from '@/app/_lib/describe-event';
import { modeOf, modeParam } from '@/app/_lib/mode';
import { eventsHref } from '@/app/_lib/search-params';
import type { EventDetail } from '@/lib/dashboard/events/queries';
import type { WaitForStripe } from '@/lib/upkeep/liveness/stripe-silence';

/** What the event did, or what went wrong and what to do next: the answer that people open this page for. */
export function EventOutcome({ event, waits }: { event: EventDetail; waits: WaitForStripe | null }) {
  if (waits && (event.status === 'pending' || event.status === 'retrying')) return <Waiting waits={waits} />;
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
              Applied <Time at={event.processedAt} />, {describeDuration(+event.processedAt - +event.receivedAt)} after
              it was received.
            </>
          )}
        </Panel>
      );
    case 'ignored':
      if (!event.applies)
        return (
          <Panel icon={CircleMinus} tone="text-idle" title="Kept, and not applied">
            It is an event of test mode, which came by the live endpoint for connected accounts: Stripe sends those
            there as well.
          </Panel>
        );
      return (
        <Panel icon={CircleMinus} tone="text-idle" title="No handler for this type">
          It is kept all the same. Add a handler, then replay it, or{' '}
          <SameKind event={event}>all ignored events of this type</SameKind>.
          <Command text={`npm run new:handler -- ${event.type}`} />
        </Panel>
      );
    case 'pending':
      return (
        <Panel icon={Clock} tone="text-wait" title="Waits for a worker">
          It is stored and cannot get lost. This page changes by itself.
        </Panel>
      );
    case 'retrying':
      return (
        <Panel icon={CircleAlert} tone="text-bad" title={event.lastError ?? 'It failed without a message'} alarming>
          Tried {times(event.attempts)};{' '}
          {event.nextAttemptAt ? (
            <>
              the next try is <Time at={event.nextAttemptAt} />.
            </>
          ) : (
            'it will be tried again by itself.'
          )}{' '}
          Nothing of it was half applied. Replay tries it at once.
        </Panel>
      );
    case 'failed':
      return (
        <Panel icon={CircleAlert} tone="text-bad" title={event.lastError ?? 'It failed without a message'} alarming>
          Gave up after {event.attempts === 1 ? 'one attempt' : `${event.attempts} attempts`}; nothing of it was half
          applied. Read the stack of the last attempt, correct the cause and deploy, then replay it, or{' '}
          <SameKind event={event}>all failed events of this type</SameKind>.
        </Panel>
      );
  }
}

/** It has to ask Stripe something first. */
function Waiting({ waits: { since, nextAt } }: { waits: WaitForStripe }) {
  return (
    <Panel icon={Clock} tone="text-wait" title="Waits for Stripe’s answer">
      {since ? (
        <>
          Stripe has not answered since <Time at={since} />.{' '}
          {nextAt > new Date() ? (
            <>
              It is tried next <Time at={nextAt} />, and then at least every half minute.
            </>
          ) : (
            'It is tried again within half a minute.'
          )}
        </>
      ) : (
        'Other events ask at this moment, and it is tried as soon as they have their answers.'
      )}{' '}
      It is stored and cannot get lost, and waiting uses up none of its tries.
    </Panel>
  );
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

function SameKind({ event, children }: { event: EventDetail; children: ReactNode }) {
  const { type, status, livemode } = event;
  return (
    <Link
      href={eventsHref({ type, status, mode: modeParam(modeOf(livemode)) })}
      className="underline underline-offset-3 hover:text-accent"
    >
      {children}
    </Link>
  );
}

/** The type may be anything that was signed; nothing that a shell would act on is offered to be copied. */
function Command({ text }: { text: string }) {
  if (!/^[\w .:-]{1,200}$/.test(text)) return null;
  return (
    <span className="mt-2 flex w-fit max-w-full items-center gap-1 rounded-md border border-line bg-subtle ps-2.5">
      <code className="min-w-0 font-mono text-xs break-all text-ink">{text}</code>
      <CopyButton text={text} label="Copy the command" />
    </span>
  );
}

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
        <p
          className={cn(
            'max-h-60 overflow-y-auto font-medium whitespace-pre-wrap wrap-anywhere [unicode-bidi:plaintext]',
            alarming && 'text-bad',
          )}
        >
          {title}
        </p>
        <p className={cn('mt-0.5 text-[13px]', alarming ? 'text-ink' : 'text-muted')}>{children}</p>
      </div>
    </section>
  );
}
