import { Check, CircleAlert, CircleDashed, Clock, type LucideIcon, Minus } from 'lucide-react';
import type { ProgressStep, StepState } from '@/lib/dashboard/orders/progress-step';
import { Time } from '../time';
import { cn } from '../ui/cn';

const looks: Record<StepState, { icon: LucideIcon; dot: string; word: string }> = {
  done: { icon: Check, dot: 'border-ok bg-ok-soft text-ok', word: 'Done' },
  upcoming: { icon: CircleDashed, dot: 'border-line-strong bg-raised text-faint', word: 'Not yet' },
  waiting: { icon: Clock, dot: 'border-wait bg-wait-soft text-wait', word: 'Under way' },
  trouble: { icon: CircleAlert, dot: 'border-bad bg-bad-soft text-bad', word: 'Needs attention' },
  off: { icon: Minus, dot: 'border-line-strong bg-idle-soft text-idle', word: 'Not needed' },
};

/** The steps of an order beside each other, on a phone below each other: how far it is, what is missing, and why. */
export function Progress({ steps }: { steps: ProgressStep[] }) {
  return (
    <section aria-label="Progress" className="mb-5 rounded-lg border border-line bg-raised p-4">
      <ol className="max-md:space-y-4 md:grid md:auto-cols-fr md:grid-flow-col md:gap-x-3">
        {steps.map(({ name, state, at, words }, index) => {
          const { icon: Icon, dot, word } = looks[state];
          const reached = steps[index + 1]?.state === 'done';
          return (
            <li key={`${index}${name}`} className="relative flex min-w-0 gap-3 md:block md:pe-2">
              {index < steps.length - 1 && (
                <span
                  aria-hidden
                  className={cn(
                    'absolute max-md:top-7 max-md:-bottom-4 max-md:left-[13px] max-md:w-px md:top-[13px] md:-end-3 md:start-8 md:h-px',
                    reached ? 'bg-ok' : 'bg-line-strong',
                  )}
                />
              )}
              <span className={cn('relative grid size-7 shrink-0 place-items-center rounded-full border', dot)}>
                <Icon className="size-4" aria-hidden />
              </span>
              <div className="min-w-0 md:mt-2">
                <p className={cn('font-medium', state === 'trouble' && 'text-bad')}>
                  {name}
                  <span className="sr-only">: {word}</span>
                </p>
                {at && state !== 'upcoming' && (
                  <p className="text-[13px] text-muted">
                    <Time at={at} />
                  </p>
                )}
                {words && <p className="line-clamp-4 text-[13px] text-muted wrap-anywhere">{words}</p>}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
