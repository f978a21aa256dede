import { Check, Minus, X } from 'lucide-react';
import { cn } from '@/app/_components/ui/cn';
import { Command } from '@/app/_components/ui/command';
import type { SetupState, SetupStep } from './steps';

const looks: Record<SetupState, { word: string; look: string }> = {
  done: { word: 'Done', look: 'bg-ok-soft text-ok' },
  open: { word: 'To do', look: 'bg-accent-soft text-accent' },
  wrong: { word: 'Needs attention', look: 'bg-bad-soft text-bad' },
  later: { word: 'Optional', look: 'bg-idle-soft text-idle' },
};

/** The way to a working installation: what is done, what comes next, and the commands for it. */
export function StepList({ steps }: { steps: SetupStep[] }) {
  return (
    <ol className="divide-y divide-line">
      {steps.map((step, index) => (
        <li key={step.id} data-step={step.id} data-state={step.state} className="flex gap-3 p-4">
          <Tick state={step.state} number={index + 1} />
          <div className="min-w-0 flex-1">
            <h3 className="leading-7 font-semibold">
              {step.title}
              <span className="sr-only">: {looks[step.state].word}</span>
              {step.optional && step.state !== 'done' && (
                <span className="ms-2 text-[13px] font-normal text-faint">optional</span>
              )}
            </h3>
            <div className="text-pretty break-words text-muted">{step.told}</div>
            {step.commands?.map(({ means, text }) => (
              <div key={text} className="mt-3">
                {means && <p className="text-[13px] text-muted">{means}</p>}
                <Command text={text} />
              </div>
            ))}
            {step.more}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Tick({ state, number }: { state: SetupState; number: number }) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-7 shrink-0 place-items-center rounded-full text-[13px] font-semibold',
        looks[state].look,
      )}
    >
      {state === 'done' ? (
        <Check className="size-4" />
      ) : state === 'wrong' ? (
        <X className="size-4" />
      ) : state === 'later' ? (
        <Minus className="size-4" />
      ) : (
        number
      )}
    </span>
  );
}
