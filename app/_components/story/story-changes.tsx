import { ArrowRight, ChevronRight } from 'lucide-react';
import { tellChanges } from '@/lib/dashboard/changes/describe-changes';
import type { Change } from '@/lib/dashboard/changes/queries';
import { tellColumns } from '@/lib/dashboard/changes/tell-columns';
import { capitalize } from '../short-summary';

/** What an event changed of the object: a changed row with its columns before and after, a new one folded. */
export function StoryChanges({ changes, about }: { changes: Change[]; about?: string }) {
  if (changes.length === 0) return null;
  return (
    <ul aria-label="What it changed" className="mt-1.5 space-y-1.5">
      {tellChanges(changes, about ?? null).map(({ change, words }) => (
        <li key={String(change.id)} className="rounded-md border border-line bg-subtle px-2.5 py-1.5 text-[13px]">
          {change.operation === 'update' ? (
            <>
              <p className="wrap-anywhere text-muted">{capitalize(words)}</p>
              <Columns change={change} />
            </>
          ) : (
            <details className="group">
              <summary className="flex list-none gap-1 rounded text-muted">
                <ChevronRight
                  className="mt-0.5 size-4 shrink-0 text-faint transition-transform group-open:rotate-90"
                  aria-hidden
                />
                <span className="min-w-0 wrap-anywhere">{capitalize(words)}</span>
              </summary>
              <Columns change={change} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Columns({ change }: { change: Change }) {
  const columns = tellColumns(change);
  if (columns.length === 0) return null;
  return (
    <dl className="mt-1 grid gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,150px)_minmax(0,1fr)]">
      {columns.map(({ name, before, after }) => (
        <div key={name} className="contents">
          <dt className="text-faint max-sm:mt-1">{name}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 font-mono text-xs leading-5">
            {before !== null && after !== null ? (
              <>
                <Value text={before} className="text-faint line-through decoration-line-strong" />
                <ArrowRight className="size-3 shrink-0 self-center text-faint" aria-label="became" />
                <Value text={after} className="text-ink" />
              </>
            ) : (
              <Value text={after ?? before ?? ''} className="text-ink" />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const Value = ({ text, className }: { text: string; className: string }) => (
  <bdi className={`min-w-0 wrap-anywhere ${text === 'nothing' ? 'text-faint' : className}`}>{text}</bdi>
);
