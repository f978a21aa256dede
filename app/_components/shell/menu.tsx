'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** The pages behind a button, where there is no room for a sidebar. Going to a page closes it. */
export function Menu({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <details key={usePathname()} className="group">
      <summary
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink group-open:bg-hover group-open:text-ink"
        aria-label="Menu"
      >
        {icon}
      </summary>
      <div className="absolute inset-x-0 top-full max-h-[calc(100dvh-3rem)] overflow-y-auto border-b border-line bg-subtle px-2 py-4 shadow-lg">
        {children}
      </div>
    </details>
  );
}
