'use client';

import { Pause, Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import { cn } from './ui/cn';

const everyMillis = 2_000;

/** Someone who marks text would lose the mark. */
const isSelecting = () => !(document.getSelection()?.isCollapsed ?? true);

function useRefresh(on: boolean, every = everyMillis) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    if (!on || pending) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && !isSelecting()) startTransition(() => router.refresh());
    }, every);
    const catchUp = () => document.visibilityState === 'visible' && startTransition(() => router.refresh());
    document.addEventListener('visibilitychange', catchUp);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', catchUp);
    };
  }, [on, every, pending, router]);
  // From now on a new row is one that arrived.
  useEffect(() => {
    if (!on) return;
    const root = document.documentElement;
    const timer = setTimeout(() => root.toggleAttribute('data-live', true), 500);
    return () => {
      clearTimeout(timer);
      root.removeAttribute('data-live');
    };
  }, [on]);
}

/** Keeps a page up to date while it is looked at, without a sign of it. */
export function QuietRefresh({ every }: { every?: number }) {
  useRefresh(true, every);
  return null;
}

/** Keeps the page up to date while it is looked at, and lets the viewer stop that. Off the top there is nothing new. */
export function LiveRefresh({ atTop }: { atTop: boolean }) {
  const [wanted, setWanted] = useState(true);
  const on = wanted && atTop;
  useRefresh(on);
  const title = atTop ? `New rows appear by themselves; press to ${wanted ? 'pause' : 'go on'}` : 'Paused: older rows';
  return (
    <button
      type="button"
      disabled={!atTop}
      aria-pressed={on}
      aria-label="Live updates"
      title={title}
      onClick={() => setWanted(!wanted)}
      className="inline-flex h-8 shrink-0 items-center gap-2 whitespace-nowrap rounded-md border border-line-strong bg-raised px-2.5 text-[13px] font-medium text-muted hover:bg-hover hover:text-ink disabled:cursor-default disabled:hover:bg-raised disabled:hover:text-muted"
    >
      <span aria-hidden className={cn('size-2 rounded-full', on ? 'animate-pulse bg-ok' : 'bg-line-strong')} />
      {on ? 'Live updates' : 'Paused'}
      {on ? <Pause className="size-3.5" aria-hidden /> : <Play className="size-3.5" aria-hidden />}
    </button>
  );
}
