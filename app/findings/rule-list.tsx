import { CircleCheck, CircleX } from 'lucide-react';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { findingsHref } from '@/app/_lib/search-params';
import { RULES } from '@/lib/upkeep/invariants/registry';

/** Every rule that is checked, and how many findings of it are open. */
export function RuleList({ counts }: { counts: { rule: string; count: number }[] }) {
  const open = new Map(counts.map(({ rule, count }) => [rule, count]));
  return (
    <Card title="What is checked" className="mt-5">
      <ul className="divide-y divide-line">
        {RULES.map(({ name, title, advice }) => {
          const count = open.get(name) ?? 0;
          return (
            <li key={name} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 px-4 py-3">
              {count > 0 ? (
                <CircleX className="mt-0.5 size-4 text-bad" aria-hidden />
              ) : (
                <CircleCheck className="mt-0.5 size-4 text-ok" aria-hidden />
              )}
              <div>
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <span className="font-medium">{title}</span>
                  {count > 0 ? (
                    <Link
                      href={findingsHref({ rule: name })}
                      className="text-[13px] text-bad underline underline-offset-3"
                    >
                      {count} open
                    </Link>
                  ) : (
                    <span className="text-[13px] text-faint">none</span>
                  )}
                </p>
                <p className="max-w-prose text-[13px] text-pretty text-muted">{advice}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
