import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import { Tag } from '@/app/_components/ui/pill';
import type { ListedRejection } from '@/lib/dashboard/rejections/queries';
import { CausePill } from '../cause-pill';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[140px_minmax(0,4fr)_minmax(0,7fr)_64px_88px]';

/** Refused deliveries as rows: why, what they say they are, how often, when last. */
export function RejectionTable({ rejections, keep }: { rejections: ListedRejection[]; keep: string }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">Cause</th>
          <th scope="col">Says that it is</th>
          <th scope="col">What was wrong</th>
          <th scope="col" className="text-end!">
            Times
          </th>
          <th scope="col" className="text-end!">
            Last
          </th>
        </tr>
      </thead>
      <tbody>
        {rejections.map((row) => (
          <tr key={row.id} className={cn(columns, 'max-md:items-start')}>
            <td className="max-md:order-1">
              <CausePill cause={row.cause} />
            </td>
            <td className="min-w-0 max-md:order-3 max-md:col-span-2 max-md:mt-2">
              <Link href={`/rejected/${row.id}${keep}`} className="row-link block min-w-0">
                <Claim row={row} />
              </Link>
            </td>
            <td className="min-w-0 text-muted max-md:order-4 max-md:col-span-2 max-md:mt-1 max-md:text-[13px]">
              <span className="line-clamp-2 break-words">{row.message}</span>
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-5 max-md:col-span-2 max-md:mt-1 max-md:text-start max-md:empty:hidden">
              {row.count > 1 ? `×${row.count.toLocaleString('en')}` : null}
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-2">
              <Time at={row.lastSeenAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Claim({ row: { claimedType, claimedEventId, claimedLivemode, userAgent } }: { row: ListedRejection }) {
  if (!claimedType && !claimedEventId)
    return (
      <span className="block truncate text-muted" title={userAgent ?? undefined}>
        no event{userAgent ? `, from ${userAgent}` : ''}
      </span>
    );
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        <bdi className="min-w-0 truncate font-mono text-[13px] font-medium">{claimedType ?? 'no type'}</bdi>
        {claimedLivemode !== null && <Tag>{claimedLivemode ? 'live' : 'test'}</Tag>}
      </span>
      <bdi className="block truncate font-mono text-xs text-faint">{claimedEventId}</bdi>
    </>
  );
}
