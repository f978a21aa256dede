'use client';

import { usePathname } from 'next/navigation';
import { Link } from '../ui/link';

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
            aria-current={pathname === path ? 'page' : undefined}
            className="flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-[13px] font-medium text-muted hover:bg-hover hover:text-ink aria-[current]:bg-idle-soft aria-[current]:text-ink"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
