import type { ReactNode } from 'react';

/** The parts of a page about one object: what it is on the left, what it belongs to beside it. */
export function ObjectBody({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0 space-y-5">{children}</div>
      {aside && <div className="grid min-w-0 content-start items-start gap-5 md:max-xl:grid-cols-2">{aside}</div>}
    </div>
  );
}

/** The first card of an object's page: its facts. */
export function FactsBox({ children }: { children: ReactNode }) {
  return (
    <section aria-label="Facts" className="rounded-lg border border-line bg-raised p-4">
      {children}
    </section>
  );
}
