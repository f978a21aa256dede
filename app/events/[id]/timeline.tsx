import { CircleCheck, CircleX, CloudDownload, Inbox, type LucideIcon, Minus, RotateCw, Timer, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { describeDuration } from '@/app/_lib/describe-event';
import { foldRuns, type Moment } from '@/app/_lib/event-timeline';

/** The way of the event, with the time that went by between its steps. */
export function Timeline({ moments }: { moments: Moment[] }) {
  return (
    <Card title="Timeline">
      <ol className="px-4 py-3">
        {foldRuns(moments).map((part, index) =>
          Array.isArray(part) ? (
            <li key={index} className="border-s border-line ps-4 pb-3 ms-2">
              <details>
                <summary className="list-none rounded text-[13px] text-accent">{part.length} more like these</summary>
                <ol className="mt-3 -ms-[25px]">
                  {part.map((moment, at) => (
                    <Step key={at} moment={moment} />
                  ))}
                </ol>
              </details>
            </li>
          ) : (
            <Step key={index} moment={part} />
          ),
        )}
      </ol>
    </Card>
  );
}

function Step({ moment }: { moment: Moment }) {
  const { icon: Icon, tone, title, note } = tell(moment);
  return (
    <li className="relative flex gap-3 pb-4 not-last:before:absolute not-last:before:start-2 not-last:before:top-5 not-last:before:h-full not-last:before:w-px not-last:before:bg-line last:pb-0">
      <Icon className={cn('relative mt-0.5 size-[17px] shrink-0 bg-raised', tone)} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="font-medium">{title}</span>
          <span className="text-[13px] text-muted">
            <Time at={moment.at} format="exact" />
          </span>
        </p>
        <p className="flex flex-wrap justify-between gap-x-3 text-[13px] text-faint">
          <span className="min-w-0 break-words">{note}</span>
          {moment.gap !== null && <span className="ms-auto whitespace-nowrap">{gapWords(moment)}</span>}
        </p>
      </div>
    </li>
  );
}

/** Stripe's clock has seconds only, so that a small gap behind it says nothing. */
function gapWords({ kind, gap }: Moment): string {
  const millis = gap ?? 0;
  if ((kind === 'delivered' || kind === 'copied') && millis < 2_000) return 'within two seconds';
  return `${describeDuration(millis)} later`;
}

type Told = { icon: LucideIcon; tone: string; title: ReactNode; note?: ReactNode };

function tell(moment: Moment): Told {
  switch (moment.kind) {
    case 'created':
      return { icon: Zap, tone: 'text-accent', title: 'Created at Stripe' };
    case 'copied':
      return {
        icon: CloudDownload,
        tone: 'text-warn',
        title: 'Fetched by the sweep',
        note: 'An unsigned copy, as Stripe has it',
      };
    case 'delivered': {
      const { number, source, secretLabel, apiVersion } = moment.delivery;
      const facts = [
        secretLabel && `secret ${secretLabel}`,
        apiVersion && `version ${apiVersion}`,
        moment.delivery.contradicts
          ? 'says something else than what counts'
          : moment.changed && 'other bytes than the ones kept',
      ];
      const by = source === 'simulator' ? ' by the simulator' : '';
      return {
        icon: Inbox,
        tone: number > 1 ? 'text-faint' : 'text-ok',
        title: number > 1 ? `Delivered again${by} (${number})` : `Delivered${by}`,
        note: facts.filter(Boolean).join(' · '),
      };
    }
    case 'more_deliveries':
      return {
        icon: Inbox,
        tone: 'text-faint',
        title: moment.count === 1 ? 'Delivered once more' : `Delivered ${moment.count} times more`,
        note: 'Only counted; this is the last one',
      };
    case 'attempt': {
      const { number, outcome, startedAt, finishedAt } = moment.attempt;
      const took = describeDuration(+finishedAt - +startedAt);
      const looks = {
        processed: { icon: CircleCheck, tone: 'text-ok', word: 'succeeded' },
        ignored: { icon: Minus, tone: 'text-idle', word: 'applied nothing' },
        failed: { icon: CircleX, tone: 'text-bad', word: 'failed' },
      };
      const { icon, tone, word } = looks[outcome];
      return { icon, tone, title: `Attempt ${number} ${word}`, note: `took ${took}` };
    }
    case 'processed':
      return { icon: CircleCheck, tone: 'text-ok', title: 'Processed', note: 'Committed with all that it changed' };
    case 'next_try':
      return { icon: moment.at.getTime() > Date.now() ? Timer : RotateCw, tone: 'text-warn', title: 'Next try' };
  }
}
