import { Link } from '../ui/link';

/** The mark and the name, which lead to the events. */
export function Brand() {
  return (
    <Link href="/events" className="flex items-center gap-2 rounded-md text-[15px] font-semibold tracking-tight">
      <Mark />
      Hookwell
    </Link>
  );
}

/** The mark alone. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" className="size-6" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-accent-strong" />
      <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <path d="M9 7v18" />
        <path d="M9 15h9.5a4.5 4.5 0 0 1 4.5 4.5v1a4.5 4.5 0 0 1-4.5 4.5c-1.9 0-3.3-1-4-2.4" />
      </g>
      <circle cx="23" cy="8.5" r="2.25" fill="#fff" />
    </svg>
  );
}
