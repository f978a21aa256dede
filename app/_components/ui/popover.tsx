import type { ReactNode } from 'react';
import { Button } from './button';

type PopoverProps = { id: string; label: string; icon?: ReactNode; badge?: string | null; children: ReactNode };

/**
 * A button that opens a panel below it, by the browser itself: no script, closed by Escape and by a press elsewhere.
 * On a phone the panel rises from the lower edge. `id` is unique on the page.
 */
export function Popover({ id, label, icon, badge, children }: PopoverProps) {
  return (
    <>
      <Button size="sm" popoverTarget={id}>
        {icon}
        {label}
        {badge && (
          <span className="-me-0.5 rounded-full bg-accent-soft px-1.5 text-[11px] leading-[18px] text-accent">
            {badge}
          </span>
        )}
      </Button>
      <section
        id={id}
        popover="auto"
        aria-label={label}
        className="popover rounded-lg border border-line-strong bg-raised text-ink shadow-[0_8px_30px_rgb(0_0_0/0.18)]"
      >
        {children}
      </section>
    </>
  );
}
