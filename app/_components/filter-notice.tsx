import { X } from 'lucide-react';
import Link from 'next/link';

/** A filter that is on and has no control of its own: what it is, and the way to take it off. */
export function FilterNotice({ term, value, clearHref }: { term: string; value: string; clearHref: string }) {
  return (
    <span className="inline-flex h-8 max-w-full items-center gap-2 rounded-md bg-accent-soft ps-2.5 pe-1 text-[13px] text-accent">
      <span className="shrink-0 font-medium">{term}</span>
      <span className="truncate font-mono">{value}</span>
      <Link
        href={clearHref}
        prefetch={false}
        aria-label={`Remove the filter ${term} ${value}`}
        className="grid size-6 shrink-0 place-items-center rounded hover:bg-canvas"
      >
        <X className="size-3.5" aria-hidden />
      </Link>
    </span>
  );
}
