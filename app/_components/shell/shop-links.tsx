'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '../ui/cn';

const links = [
  { path: '/checkout', label: 'Shop' },
  { path: '/checkout/cards', label: 'Cards' },
];

/** The shop's pages. */
export function ShopLinks() {
  const pathname = usePathname();
  return (
    <ul className="flex gap-0.5">
      {links.map(({ path, label }) => (
        <li key={path}>
          <Link
            href={path}
            prefetch={false}
            aria-current={pathname === path ? 'page' : undefined}
            className={cn(
              'flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-[13px] font-medium',
              pathname === path ? 'bg-idle-soft text-ink' : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
