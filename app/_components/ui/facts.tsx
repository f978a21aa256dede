import type { ReactNode } from 'react';
import { cn } from './cn';

export type Fact = { term: string; value: ReactNode };

/** Terms and their values: in as many columns as fit, or with `rows` each on its own line. A fact that is false is left out. */
export function Facts({
  facts,
  rows,
  className,
}: {
  facts: (Fact | null | false)[];
  rows?: boolean;
  className?: string;
}) {
  return (
    <dl
      className={cn(
        rows
          ? 'space-y-2'
          : 'max-md:space-y-2 md:grid md:grid-cols-[repeat(auto-fill,minmax(13.5rem,1fr))] md:gap-x-6 md:gap-y-4',
        className,
      )}
    >
      {facts
        .filter((fact) => fact !== null && fact !== false)
        .map(({ term, value }) => (
          <div key={term} className={cn('grid grid-cols-[104px_minmax(0,1fr)] gap-x-3', !rows && 'md:block')}>
            <dt className={cn('text-[13px] text-faint', !rows && 'md:text-xs')}>{term}</dt>
            <dd className={cn('min-w-0 break-words', 'text-[13px]', !rows && 'md:mt-0.5 md:text-sm')}>
              {value ?? <span className="text-faint">none</span>}
            </dd>
          </div>
        ))}
    </dl>
  );
}
