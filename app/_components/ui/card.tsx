import type { ReactNode } from 'react';
import { cn } from './cn';

/** A titled part of a page. `actions` stand to the right of the title. */
export function Card(props: {
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const { title, note, actions, children, className } = props;
  return (
    <section className={cn('overflow-hidden rounded-lg border border-line bg-raised', className)}>
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
        <h2 className="text-sm font-semibold">{title}</h2>
        {note && <div className="me-auto text-[13px] text-faint">{note}</div>}
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
      <div className="border-t border-line">{children}</div>
    </section>
  );
}
