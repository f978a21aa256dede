import type { SweepSummary } from '@/lib/upkeep/sweep/queries';
import { type Mode, recordHref } from '../_lib/mode';
import { Time } from './time';
import { Link } from './ui/link';

const count = (n: number) => n.toLocaleString('en-US');

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

type SweepLineProps = { summary: SweepSummary | null; mode: Mode; hasKey: boolean };

/** Whether anything is missing that Stripe has, in a line: the answer of the last sweep. */
export function SweepLine({ summary, mode, hasKey }: SweepLineProps) {
  if (!summary)
    return (
      <span className="text-[13px] text-faint">
        {hasKey
          ? 'Not compared with Stripe’s list yet'
          : 'Not compared with Stripe’s list: STRIPE_SECRET_KEY is not set'}
      </span>
    );
  const { since, until, checked, never, lastHealed, error, overdue } = summary;
  return (
    <span className="text-[13px]">
      <span title="Compared with Stripe’s list of events, of the types that are handled">
        0 of {count(checked)} missing since {day.format(since)} UTC
      </span>
      {never > 0 && (
        <>
          {'; '}
          {count(never)} never arrived and {never === 1 ? 'was' : 'were'} fetched:{' '}
          {lastHealed.map(({ id, type, healedAt }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <Link
                href={recordHref(`/events/${id}`, mode === 'live')}
                className="underline decoration-line-strong underline-offset-3 hover:text-accent"
              >
                {type}
              </Link>{' '}
              <Time at={healedAt} />
            </span>
          ))}
          {never > lastHealed.length && ' …'}
        </>
      )}
      {' · '}
      <span className={overdue || error ? 'text-warn' : undefined}>
        {error ? `Stripe could not be asked: ${error} · ` : ''}
        {overdue ? 'overdue, Stripe forgets events after 30 days: ' : ''}compared <Time at={until} />
      </span>
    </span>
  );
}
