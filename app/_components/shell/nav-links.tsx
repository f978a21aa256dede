'use client';

import { CreditCard, type LucideIcon, Mail, ShoppingBag, Webhook } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { cn } from '../ui/cn';

const links: { path: string; label: string; icon: LucideIcon }[] = [
  { path: '/events', label: 'Events', icon: Webhook },
  { path: '/orders', label: 'Orders', icon: ShoppingBag },
  { path: '/payment-methods', label: 'Payment methods', icon: CreditCard },
  { path: '/mails', label: 'Mails', icon: Mail },
];

/** The pages; the mode that one looks at comes along. */
export function NavLinks({ compact = false }: { compact?: boolean }) {
  const pathname = usePathname();
  const mode = useSearchParams().get('mode');
  return (
    <ul className={compact ? 'flex gap-0.5' : 'space-y-0.5'}>
      {links.map(({ path, label, icon: Icon }) => {
        const here = pathname === path || pathname.startsWith(`${path}/`);
        return (
          <li key={path}>
            <Link
              // A refresh of the live list would fetch every prefetched page again.
              prefetch={false}
              href={mode ? `${path}?mode=${encodeURIComponent(mode)}` : path}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'flex items-center whitespace-nowrap rounded-md font-medium',
                compact ? 'h-8 gap-1.5 px-2 text-[13px]' : 'h-9 gap-2.5 px-2.5',
                here ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon className={cn('size-4 shrink-0', compact && 'max-[430px]:hidden')} aria-hidden />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
