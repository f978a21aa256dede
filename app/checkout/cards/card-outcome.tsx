import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import { QuietRefresh } from '@/app/_components/live-refresh';
import { cn } from '@/app/_components/ui/cn';
import type { SavedCard } from '@/lib/checkout/read-saved-card';

const WORDS = {
  saved: 'Your card is saved.',
  arriving: 'Your card is saved, and appears here in a moment.',
  processing: 'Your bank is still checking the card. It appears here once that is done.',
  refused: 'The card was not saved. Try again, perhaps with another one.',
  away: 'We can’t tell yet whether your card was saved: the payment service does not answer.',
};

/** What became of the card that this visitor has just given; nothing where the address is not theirs. */
export function CardOutcome({ saved }: { saved: SavedCard | 'away' | null }) {
  if (!saved) return null;
  const state = saved === 'away' ? 'away' : saved.state;
  const problem = saved === 'away' ? null : saved.problem;
  const waits = state === 'arriving' || state === 'processing' || state === 'away';
  const Icon = state === 'saved' ? CircleCheck : waits ? Clock : CircleAlert;
  return (
    <div
      role="status"
      className={cn(
        'flex gap-2.5 rounded-md px-3 py-2.5',
        state === 'saved' ? 'bg-ok-soft text-ok' : waits ? 'bg-wait-soft text-wait' : 'bg-bad-soft text-bad',
      )}
    >
      {waits && <QuietRefresh every={state === 'arriving' ? 2_000 : 10_000} />}
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <p>{problem ? `${problem} ${WORDS[state]}` : WORDS[state]}</p>
    </div>
  );
}
