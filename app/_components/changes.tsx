import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { tellChanges } from '@/lib/changes/describe-changes';
import type { Change } from '@/lib/changes/queries';
import { type Mode, recordHref } from '../_lib/mode';
import { capitalize } from './summary';
import { Time } from './time';
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

/** What made an order what it is: the changes, each under the event that made it. */
export function OrderHistory({ orderId, changes, mode }: { orderId: string; changes: Change[]; mode: Mode }) {
  if (changes.length === 0) return null;
  return (
    <Card title="History" note="what made it what it is, first to last">
      <ol className="divide-y divide-line">
        {byEvent(changes).map((group) => (
          <li key={String(group[0].id)}>
            <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 pt-3">
              <Link
                href={recordHref(`/events/${group[0].event.id}`, mode === 'live')}
                prefetch={false}
                className="font-mono text-[13px] break-all underline decoration-line-strong underline-offset-3 hover:text-accent"
              >
                {group[0].event.type}
              </Link>
              <span className="text-[13px] whitespace-nowrap text-muted">
                <Time at={group[0].createdAt} />
              </span>
            </h3>
            <ChangeList changes={group} about={orderId} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

type Group = [Change, ...Change[]];

/** An effect runs later under the name of its event: the same event may stand there more than once. */
function byEvent(changes: Change[]): Group[] {
  const groups: Group[] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    if (group?.[0].event.id === change.event.id) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function ChangeList({ changes, about }: { changes: Change[]; about?: string }) {
  return (
    <ul className="px-4 py-2">
      {tellChanges(changes, about).map(({ change, words }) => (
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
