import type { ReactNode } from 'react';
import { Mark } from './shell/brand';

/** The frame of the pages before one is in: the mark, a title, and one thing to do. */
export function WayIn({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-[376px]">
      <div className="mb-8 flex items-center justify-center gap-2 text-[15px] font-semibold tracking-tight">
        <Mark />
        Hookwell
      </div>
      <div className="rounded-xl border border-line bg-raised p-6 shadow-sm">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        {lead && <div className="mt-1 text-pretty text-muted">{lead}</div>}
        {children}
      </div>
    </div>
  );
}
