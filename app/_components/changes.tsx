import { ChevronRight } from 'lucide-react';
import { tellChanges } from '@/lib/changes/describe-changes';
import type { Change } from '@/lib/changes/queries';
import { capitalize } from './summary';
import { Card } from './ui/card';

/** What one event changed: a line for each row, which unfolds to its columns. */
export function EventChanges({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <Card title="What it changed" note="recorded in the same transaction">
      <ChangeList changes={changes} />
    </Card>
  );
}

function ChangeList({ changes }: { changes: Change[] }) {
  return (
    <ul className="px-4 py-2">
      {tellChanges(changes).map(({ change, words }) => (
        <li key={String(change.id)} className="py-1">
          <details className="group">
            <summary className="flex list-none gap-1.5 rounded">
              <ChevronRight
                className="mt-0.5 size-4 shrink-0 text-faint transition-transform group-open:rotate-90"
                aria-hidden
              />
              <span className="min-w-0 break-words">{capitalize(words)}</span>
            </summary>
            <Columns change={change} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Columns({ change: { before, after } }: { change: Change }) {
  const names = Object.keys({ ...before, ...after }).filter((name) => before?.[name] != null || after?.[name] != null);
  return (
    <dl className="ms-5.5 mt-1 mb-2 grid gap-x-4 gap-y-0.5 text-[13px] sm:grid-cols-[minmax(0,180px)_minmax(0,1fr)]">
      {names.map((name) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="font-mono break-all">
            {before && after ? `${show(before[name])} → ${show(after[name])}` : show((after ?? before)?.[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const show = (value: unknown): string =>
  value === null || value === undefined ? 'nothing' : typeof value === 'object' ? JSON.stringify(value) : String(value);
