'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';

/** Goes to the page of a pressed link without loading a document. What opens a tab or a file stays the browser's. */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-soft]');
      if (!link || link.target || link.origin !== location.origin) return;
      event.preventDefault();
      startTransition(() =>
        router.push(link.pathname + link.search + link.hash, { scroll: link.dataset.soft === 'top' }),
      );
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [router]);
  return null;
}
