'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { cn } from '../ui/cn';
import { sections } from './pages';

/** The pages in their groups, those for admins only for them; the mode that one looks at comes along. */
export function NavLinks({ admin }: { admin: boolean }) {
  const pathname = usePathname();
  const mode = useSearchParams().get('mode');
  const shown = sections
    .map(({ title, pages }) => ({ title, pages: pages.filter((page) => admin || !page.admin) }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <div className="space-y-4">
      {shown.map(({ title, pages }, index) => (
        <div key={title ?? index}>
          {title && <p className="mb-1 px-2.5 text-xs font-medium text-faint">{title}</p>}
          <ul className="space-y-0.5">
            {pages.map(({ path, label, icon: Icon }) => {
              const here = path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
              return (
                <li key={path}>
                  <Link
                    // A refresh of the live list would fetch every prefetched page again.
                    prefetch={false}
                    href={mode ? `${path}?mode=${encodeURIComponent(mode)}` : path}
                    aria-current={here ? 'page' : undefined}
                    className={cn(
                      'flex h-8 items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 font-medium max-md:h-10',
                      here ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
                    )}
                  >
                    <Icon className="size-4 shrink-0" aria-hidden />
                    {label}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </div>
  );
}
