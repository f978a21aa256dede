import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { CopyButton } from '@/app/_components/ui/copy-button';
import { Link } from '@/app/_components/ui/link';
import { recordHref } from '@/app/_lib/mode';
import type { RejectionDetail } from '@/lib/dashboard/rejections/queries';
import { causeWords } from '../cause-words';

/** What to do about it, with the exact commands; and whether the event is here all the same. */
export function NextSteps({ row }: { row: RejectionDetail }) {
  const steps = causeWords[row.cause].next(row);
  return (
    <Card title="What to do">
      {row.event && <HereAllTheSame event={row.event} />}
      <ol className="list-decimal space-y-3 p-4 ps-9 marker:text-faint">
        {steps.map(({ text, command }) => (
          <li key={text} className="ps-1">
            {text}
            {command && (
              <div className="mt-1.5 flex max-w-full items-center gap-1 rounded-md border border-line bg-subtle py-0.5 ps-3 pe-1">
                <code className="min-w-0 flex-1 font-mono text-[13px] break-all">{command}</code>
                <CopyButton text={command} label={`Copy ${command}`} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function HereAllTheSame({ event }: { event: NonNullable<RejectionDetail['event']> }) {
  return (
    <p className="border-b border-line bg-ok-soft px-4 py-3 text-ok">
      The event of this id is here all the same: it came {event.source === 'sweep' ? 'by the sweep' : 'signed'}{' '}
      <Time at={event.receivedAt} />.{' '}
      <Link
        href={recordHref(`/events/${event.id}`, event.livemode)}
        className="font-medium underline underline-offset-3"
      >
        Open it
      </Link>
    </p>
  );
}
