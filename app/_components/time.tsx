'use client';

import { useSyncExternalStore } from 'react';

/** One clock for all times on the page. It stands still while nobody looks. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    if (document.visibilityState === 'hidden') return;
    now = Date.now();
    for (const tell of listeners) tell();
  }, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const fullOptions: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
};
const exact = new Intl.DateTimeFormat('en-GB', fullOptions);
const inUtc = new Intl.DateTimeFormat('en-GB', { ...fullOptions, timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

function relative(at: Date, reference: number): string {
  const seconds = Math.round((reference - at.getTime()) / 1_000);
  const span = Math.abs(seconds);
  const say = (count: number, unit: string) => (seconds < 0 ? `in ${count} ${unit}` : `${count} ${unit} ago`);
  if (span < 5) return 'just now';
  if (span < 60) return say(span, 's');
  if (span < 3_600) return say(Math.floor(span / 60), 'min');
  if (span < 86_400) return say(Math.floor(span / 3_600), 'h');
  if (span < 7 * 86_400) return say(Math.floor(span / 86_400), 'd');
  const sameYear = at.getUTCFullYear() === new Date(reference).getUTCFullYear();
  return (sameYear ? day : dayOfYear).format(at);
}

type TimeProps = { at: Date; format?: 'relative' | 'exact'; className?: string };

/**
 * A moment: how long ago, with the exact time of the viewer's zone on hover, or the exact time itself. The server does
 * not know the zone and writes UTC; the browser puts its own in its place.
 */
export function Time({ at, format = 'relative', className }: TimeProps) {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  );
  const full = (current === 0 ? inUtc : exact).format(at);
  const text = format === 'exact' ? full : relative(at, current || Date.now());
  return (
    <time dateTime={at.toISOString()} title={full} className={className} suppressHydrationWarning>
      {text}
    </time>
  );
}
