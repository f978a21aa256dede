import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import { auditHref } from '@/app/_lib/search-params';
import type { ListedEntry } from '@/lib/people/audit/queries';
import { describeAction, describeDetail } from './words';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[104px_minmax(0,3fr)_minmax(0,3fr)_minmax(0,5fr)]';

/** Who did what to what, and when. The name leads to all that they did, the action to all of its kind. */
export function AuditTable({ entries, names }: { entries: ListedEntry[]; names: Map<string, string> }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">To what</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, actorId, actorName, action, target, detail }) => (
          <tr key={id} className={columns}>
            <td className="text-[13px] whitespace-nowrap text-muted max-md:order-2 max-md:text-end">
              <Time at={at} />
            </td>
            <td className="min-w-0 truncate font-medium max-md:order-3">
              {actorId ? (
                <Link href={auditHref({ person: actorId })} className="hover:text-accent hover:underline">
                  {actorName}
                </Link>
              ) : (
                <span className="text-muted">{actorName}</span>
              )}
            </td>
            <td className="min-w-0 truncate max-md:order-1">
              <Link href={auditHref({ action })} className="hover:text-accent hover:underline" title={action}>
                {describeAction(action)}
              </Link>
            </td>
            <td className="min-w-0 text-[13px] break-words text-muted max-md:order-4 max-md:col-span-2">
              {target && <span className="break-all text-ink">{names.get(target) ?? target}</span>}
              {target && describeDetail(detail) && ' · '}
              {describeDetail(detail)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
