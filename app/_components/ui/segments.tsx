import { cn } from './cn';
import { Link } from './link';

export type Segment = { label: string; href: string; active: boolean; count?: string | null; alarming?: boolean };

/** Links that narrow a list, of which one is on. They scroll sideways where there is no room. */
export function Segments({ label, segments }: { label: string; segments: Segment[] }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:px-0">
      <ul className="flex w-max gap-1">
        {segments.map(({ label, href, active, count, alarming }) => (
          <li key={label}>
            <Link
              href={href}
              scroll={false}
              aria-current={active ? 'true' : undefined}
              className={cn(
                'flex h-8 items-center gap-1.5 rounded-md px-2.5 text-[13px] font-medium',
                active ? 'bg-idle-soft text-ink' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              {label}
              {count && (
                <span
                  className={cn(
                    'rounded-full px-1.5 text-[11px] leading-[18px]',
                    alarming ? 'bg-bad-soft text-bad' : 'bg-wait-soft text-wait',
                  )}
                >
                  {count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
