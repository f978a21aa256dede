'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';

/** One page of the navigation, marked where one is on it or below it; the mode that one looks at comes along. */
export function NavLink({ path, children }: { path: string; children: ReactNode }) {
  const pathname = usePathname();
  const mode = useSearchParams().get('mode');
  const here = pathname === path || (path !== '/' && pathname.startsWith(`${path}/`));
  return (
    <a
      data-soft="top"
      href={mode ? `${path}?mode=${encodeURIComponent(mode)}` : path}
      aria-current={here ? 'page' : undefined}
      className="flex h-8 items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent max-md:h-10"
    >
      {children}
    </a>
  );
}
