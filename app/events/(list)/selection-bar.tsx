'use client';

import { X } from 'lucide-react';
import { Button } from '@/app/_components/ui/button';
import { ReplayMany } from '@/app/replays/replay-many';
import type { Selected } from './use-selection';

type SelectionBarProps = { selection: Selected; search: string; mode: 'live' | 'test'; more: boolean };

/** What is selected, and what one can do with it; within reach of the thumb on a phone. */
export function SelectionBar({ selection, search, mode, more }: SelectionBarProps) {
  const { ids, everything, all } = selection;
  return (
    <section
      aria-label="Selected events"
      data-selection
      className="sticky bottom-3 z-[5] mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-xl"
    >
      <p role="status" className="font-medium">
        {everything ? 'All that match' : `${ids.length} selected`}
      </p>
      {!all && (
        <Button size="sm" variant="ghost" onClick={() => selection.turnPage(true)}>
          Select page
        </Button>
      )}
      {all && more && !everything && (
        <Button size="sm" variant="ghost" onClick={selection.takeEverything}>
          Select all that match this filter
        </Button>
      )}
      <ReplayMany
        variant="primary"
        request={everything ? { kind: 'filter', search } : { kind: 'ids', mode, ids }}
        label="Replay…"
      />
      <Button
        size="icon"
        variant="ghost"
        onClick={selection.clear}
        aria-label="Clear the selection"
        title="Clear the selection"
      >
        <X aria-hidden />
      </Button>
    </section>
  );
}
