import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './ui/link';

type FilterNoticeProps = { term: string; value: string; clearHref: string; children?: ReactNode };

/** A filter that is on: what it is, and the way to take it off. `children`: how the value is shown, if not as it is. */
export function FilterNotice({ term, value, clearHref, children }: FilterNoticeProps) {
  return (
    <span className="inline-flex h-8 max-w-full items-center gap-2 rounded-md bg-accent-soft ps-2.5 pe-1 text-[13px] text-accent">
      <span className="shrink-0 font-medium">{term}</span>
      <span className={children ? 'truncate' : 'truncate font-mono'}>{children || value}</span>
      <Link
        href={clearHref}
        scroll={false}
        aria-label={`Remove the filter ${term} ${value.slice(0, 80)}`}
        className="grid size-6 shrink-0 place-items-center rounded hover:bg-canvas"
      >
        <X className="size-3.5" aria-hidden />
      </Link>
    </span>
  );
}
