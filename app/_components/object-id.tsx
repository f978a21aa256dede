import Link from 'next/link';
import { type Mode, modeParam } from '../_lib/mode';
import { eventsHref } from '../_lib/search-params';
import { cn } from './ui/cn';

/** A Stripe id that leads to the events which speak of it. */
export function ObjectId({ id, mode, className }: { id: string; mode: Mode; className?: string }) {
  return (
    <Link
      href={eventsHref({ object: id, mode: modeParam(mode) })}
      prefetch={false}
      title={`Events of ${id}`}
      className={cn(
        'inline-block max-w-full break-all font-mono text-[13px] text-ink underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-current',
        className,
      )}
    >
      {id}
    </Link>
  );
}
