import { Link } from '@/app/_components/ui/link';
import { recordHref } from '@/app/_lib/mode';
import type { ReplayBatch } from '@/lib/db/generated/client';

type Kept = { kind?: string; address?: string; batch?: string };

/** A kept filter without what only says where the list was, as a person reads it: `type payout.paid, status ignored`. */
function wordsOf(address: string): string {
  const [, search = ''] = address.split('?');
  const parts = [...new URLSearchParams(search)].filter(([name]) => name !== 'mode').map((part) => part.join(' '));
  return parts.join(', ') || 'all events';
}

/** Which events a batch was asked for, in a few words. */
export function selectionWords(batch: ReplayBatch): string {
  const kept = batch.selection as Kept;
  if (kept.kind === 'filter') return wordsOf(kept.address ?? '');
  return kept.kind === 'failed' ? `failed in replay ${kept.batch}` : 'selected by hand';
}

/** The same, with the way to the list or the batch that they were selected in. */
export function SelectionLink({ batch }: { batch: ReplayBatch }) {
  const kept = batch.selection as Kept;
  const words = selectionWords(batch);
  const href =
    kept.kind === 'filter' && kept.address?.startsWith('/events')
      ? kept.address
      : kept.kind === 'failed'
        ? recordHref(`/replays/${kept.batch}`, batch.livemode)
        : null;
  if (!href) return words;
  return (
    <Link href={href} className="break-words underline decoration-line-strong underline-offset-3 hover:text-accent">
      {words}
    </Link>
  );
}
