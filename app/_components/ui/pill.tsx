import { cva, type VariantProps } from 'class-variance-authority';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

const pill = cva(
  'flex h-[22px] w-fit shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 text-xs font-medium',
  {
    variants: {
      tone: {
        ok: 'bg-ok-soft text-ok',
        wait: 'bg-wait-soft text-wait',
        warn: 'bg-warn-soft text-warn',
        bad: 'bg-bad-soft text-bad',
        idle: 'bg-idle-soft text-idle',
      },
    },
    defaultVariants: { tone: 'idle' },
  },
);

export type Tone = NonNullable<VariantProps<typeof pill>['tone']>;

/** A state in a word, a colour and an icon: no one of them alone. */
export function Pill(props: {
  tone: Tone;
  icon?: LucideIcon;
  children: ReactNode;
  className?: string;
  title?: string;
}) {
  const { tone, icon: Icon, children, className, title } = props;
  return (
    <span className={cn(pill({ tone }), className)} title={title}>
      {Icon && <Icon className="-ms-0.5 size-3.5" aria-hidden />}
      {children}
    </span>
  );
}

/** A small label without a state, such as where an event came from. */
export function Tag({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span
      title={title}
      className="inline-flex h-5 shrink-0 items-center rounded border border-line bg-subtle px-1.5 text-[11px] font-medium text-muted"
    >
      {children}
    </span>
  );
}
