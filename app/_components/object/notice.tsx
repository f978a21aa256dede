import { CircleAlert, Info, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../ui/cn';

type NoticeProps = { title: ReactNode; tone?: 'calm' | 'warn' | 'alarming'; icon?: LucideIcon; children?: ReactNode };

const looks = {
  calm: { box: 'border-line bg-subtle', ink: 'text-muted' },
  warn: { box: 'border-warn/40 bg-warn-soft', ink: 'text-warn' },
  alarming: { box: 'border-bad/40 bg-bad-soft', ink: 'text-bad' },
};

/** What one has to know before reading the rest of the page. */
export function Notice({ title, tone = 'calm', icon, children }: NoticeProps) {
  const Icon = icon ?? (tone === 'calm' ? Info : CircleAlert);
  const { box, ink } = looks[tone];
  return (
    <section aria-label="Notice" className={cn('mb-5 flex gap-3 rounded-lg border p-4', box)}>
      <Icon className={cn('mt-0.5 size-5 shrink-0', ink)} aria-hidden />
      <div className="min-w-0">
        <p className={cn('font-medium wrap-anywhere', tone !== 'calm' && ink)}>{title}</p>
        {children && <div className="mt-0.5 text-[13px] text-muted wrap-anywhere">{children}</div>}
      </div>
    </section>
  );
}

/** What a page says of an object that events name, and of which no event of its own was applied. */
export const UnknownObject = ({ kind }: { kind: string }) => (
  <Notice title={`Nothing is known of this ${kind.toLowerCase()} yet`}>
    Events name it, but none that is about it has been applied here. They are told below.
  </Notice>
);
