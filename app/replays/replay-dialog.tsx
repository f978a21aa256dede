'use client';

import { useEffect, useRef, useState, useTransition } from 'react';
import { EventStatusPill } from '@/app/_components/states';
import { Button } from '@/app/_components/ui/button';
import { Skeleton } from '@/app/_components/ui/skeleton';
import { type Preview, preview, type ReplayAnswer, start } from './actions';
import type { ReplayRequest } from './request';

const number = new Intl.NumberFormat('en');
const many = (count: number, word: string) => `${number.format(count)} ${word}${count === 1 ? '' : 's'}`;
const failed = { ok: false as const, message: 'The server did not answer. Nothing was replayed; try again.' };

/** What would be replayed, in numbers and words, and the button that does it. */
export function ReplayDialog({ request, onClose }: { request: ReplayRequest; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [seen, setSeen] = useState<ReplayAnswer<Preview> | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [starting, startTransition] = useTransition();
  const asked = useRef(request);

  useEffect(() => {
    dialog.current?.showModal();
    let open = true;
    preview(asked.current).then(
      (answer) => open && setSeen(answer),
      () => open && setSeen(failed),
    );
    return () => {
      open = false;
    };
  }, []);

  const confirm = () =>
    startTransition(async () => {
      if (!seen?.ok) return;
      const before = asked.current.kind === 'filter' ? { before: seen.value.at } : {};
      const answer = await start({ ...asked.current, ...before }).catch((error: { digest?: unknown }) => {
        // What leads to another page is thrown too, and Next takes it from there.
        if (String(error.digest).startsWith('NEXT_')) throw error;
        return failed;
      });
      if (answer && !answer.ok) setRefused(answer.message);
    });

  const found = seen?.ok ? seen.value : null;
  const problem = refused ?? (seen && !seen.ok ? seen.message : null);
  const events = found && `${found.more ? 'more than ' : ''}${many(found.count, 'event')}`;
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="replay-title"
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-xl border border-line bg-raised p-0 text-ink shadow-2xl backdrop:bg-black/45"
    >
      <div className="p-5">
        <h2 id="replay-title" className="text-base font-semibold">
          {events ? `Replay ${events}?` : 'Replay events'}
        </h2>
        {!seen && <Waiting />}
        {found && found.count > 0 && <Details found={found} />}
        {found?.count === 0 && <p className="mt-2 text-muted">None of these events is here any more.</p>}
        {problem && (
          <p role="alert" className="mt-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
            {problem}
          </p>
        )}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <Button onClick={() => dialog.current?.close()}>Cancel</Button>
        <Button variant="primary" disabled={!found || found.count === 0 || starting} onClick={confirm}>
          {starting ? 'Starting…' : events ? `Replay ${found?.more ? 'all' : events}` : 'Replay'}
        </Button>
      </div>
    </dialog>
  );
}

function Waiting() {
  return (
    <div className="mt-3 space-y-2" role="status" aria-label="Counting">
      <Skeleton className="w-3/4" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-2/3" />
    </div>
  );
}

const shownTypes = 6;

function Details({ found }: { found: Preview }) {
  const types = found.types.slice(0, shownTypes);
  const more = found.types.length - types.length;
  const done = found.doneEffects.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="mt-3 space-y-3">
      <ul className="flex flex-wrap gap-x-4 gap-y-1.5" aria-label="By status">
        {found.statuses.map(({ status, count }) => (
          <li key={status} className="flex items-center gap-1.5">
            <EventStatusPill status={status} /> {number.format(count)}
          </li>
        ))}
      </ul>
      <ul
        className="max-h-44 overflow-y-auto rounded-md border border-line bg-subtle px-3 py-2 text-[13px]"
        aria-label="By type"
      >
        {types.map(({ type, count }) => (
          <li key={type} className="flex justify-between gap-4">
            <span className="min-w-0 truncate font-mono">{type}</span>
            <span>{number.format(count)}</span>
          </li>
        ))}
        {more > 0 && <li className="text-muted">and {many(more, 'more type')}</li>}
      </ul>
      {found.more && (
        <p className="text-[13px] text-muted">
          The numbers are about {many(found.count, 'event')} of them; counting all would take too long.
        </p>
      )}
      <p className="text-[13px] text-muted">The handlers run again, behind events that are new. {words(done, found)}</p>
      {found.redacted > 0 && (
        <p className="text-[13px] text-warn">
          {many(found.redacted, 'event')} of them {found.redacted === 1 ? 'is' : 'are'} left out: the payload was
          redacted, and nothing is left to replay.
        </p>
      )}
      {found.unhandled.length > 0 && (
        <p className="text-[13px] text-warn">
          No handler takes <span className="font-mono break-words">{found.unhandled.slice(0, 3).join(', ')}</span>
          {found.unhandled.length > 3 && ` and ${many(found.unhandled.length - 3, 'more type')}`}: these will be ignored
          again.
        </p>
      )}
    </div>
  );
}

function words(done: number, { doneEffects }: Preview): string {
  if (done === 0) return 'None of them has set off an effect that is done. What is done outside is never repeated.';
  const kinds = doneEffects.map(({ kind, count }) => `${number.format(count)} × ${kind}`).join(', ');
  return `${many(done, 'effect')} that they set off ${done === 1 ? 'is' : 'are'} done (${kinds}) and will not be repeated.`;
}
