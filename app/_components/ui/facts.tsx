import type { ReactNode } from 'react';
import { cn } from './cn';

export type Fact = { term: string; value: ReactNode };

/** Terms and their values, in as many columns as fit; a fact without a value is left out. */
export function Facts({ facts, className }: { facts: (Fact | null | false)[]; className?: string }) {
  return (
    <dl className={cn('grid grid-cols-[repeat(auto-fill,minmax(min(100%,13.5rem),1fr))] gap-x-6 gap-y-4', className)}>
      {facts
        .filter((fact) => fact !== null && fact !== false)
        .map(({ term, value }) => (
          <div key={term} className="min-w-0">
            <dt className="text-xs text-faint">{term}</dt>
            <dd className="mt-0.5 break-words">{value ?? <span className="text-faint">none</span>}</dd>
          </div>
        ))}
    </dl>
  );
}
