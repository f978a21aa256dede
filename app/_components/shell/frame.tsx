'use client';

import { useSelectedLayoutSegment } from 'next/navigation';
import type { ReactNode } from 'react';

const WAYS_IN = ['sign-in', 'welcome', 'set-password'];

/** Nothing of the dashboard stands around the shop's pages, which are for customers, and around the ways in. */
export function Frame({ dashboard, shop, children }: { dashboard: ReactNode; shop: ReactNode; children: ReactNode }) {
  const segment = useSelectedLayoutSegment();
  if (WAYS_IN.includes(segment ?? '') || (dashboard === null && segment !== 'checkout'))
    return (
      <main id="main" tabIndex={-1} className="min-h-dvh bg-subtle px-4 py-[12vh] outline-none">
        {children}
      </main>
    );
  if (segment === 'checkout' && shop !== null)
    return (
      <div className="min-h-dvh bg-subtle">
        {shop}
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-5xl px-4 py-8 outline-none md:py-12">
          {children}
        </main>
      </div>
    );
  return (
    <div data-frame className="min-h-dvh md:grid md:grid-cols-[224px_minmax(0,1fr)]">
      {dashboard}
      <main id="main" tabIndex={-1} className="mx-auto w-full min-w-0 max-w-[1400px] px-4 py-6 outline-none md:px-8">
        {children}
      </main>
    </div>
  );
}
