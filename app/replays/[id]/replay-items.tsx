import { capitalize, ShortSummary } from '@/app/_components/short-summary';
import { ReplayItemPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import { recordHref } from '@/app/_lib/mode';
import type { ListedItem } from '@/lib/upkeep/replays/queries';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[112px_minmax(0,5fr)_minmax(0,7fr)_88px]';

/** What came of each event, in the order of their turns. */
export function ReplayItems({ items, livemode }: { items: ListedItem[]; livemode: boolean }) {
  return (
    <table className="grid-table w-full">
      <thead className="max-md:sr-only">
        <tr className={cn(columns, 'h-9 text-xs text-faint')}>
          <th scope="col">Result</th>
          <th scope="col">Event</th>
          <th scope="col">What it did</th>
          <th scope="col" className="text-end!">
            Finished
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.position} className={cn(columns, 'max-md:items-start')}>
            <td className="max-md:order-2 max-md:justify-self-end">
              <ReplayItemPill status={item.state} />
            </td>
            <td className="min-w-0 max-md:order-1">
              {item.type === null ? (
                <span className="font-mono text-[13px] break-all text-faint">{item.eventId}</span>
              ) : (
                <Link
                  href={recordHref(`/events/${item.eventId}`, livemode)}
                  className="row-link font-mono text-[13px] font-medium break-words"
                >
                  {item.type}
                </Link>
              )}
            </td>
            <td className="min-w-0 text-[13px] max-md:order-3">
              <Told item={item} />
            </td>
            <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-4">
              {item.finishedAt && <Time at={item.finishedAt} className="relative" />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Told({ item }: { item: ListedItem }) {
  if (item.error) return <span className="line-clamp-3 break-words text-bad">{item.error}</span>;
  if (item.summary && (item.state === 'processed' || item.state === 'ignored'))
    return (
      <span className="line-clamp-2 break-words text-muted">
        <ShortSummary text={capitalize(item.summary)} omit={null} />
      </span>
    );
  return null;
}
