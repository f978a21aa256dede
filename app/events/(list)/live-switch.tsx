'use client';

import { Pause, Play, WifiOff } from 'lucide-react';
import { Button } from '@/app/_components/ui/button';
import { cn } from '@/app/_components/ui/cn';
import type { Connection } from './use-live-rows';

type LiveSwitchProps = { connection: Connection; atTop: boolean; onToggle: () => void };

/** Says whether the list follows what happens, and lets the viewer stop that. Stands beside the page's title. */
export function LiveSwitch({ connection, atTop, onToggle }: LiveSwitchProps) {
  const on = connection === 'live';
  const trouble = connection === 'lost' || connection === 'signed_out';
  const words = {
    live: 'Live updates',
    paused: 'Paused',
    lost: 'Connection lost, trying again',
    signed_out: 'Signed out',
  }[connection];
  return (
    <div className="ms-auto flex shrink-0 items-center gap-2">
      {connection === 'signed_out' && (
        <Button size="sm" variant="ghost" onClick={() => location.reload()}>
          Sign in again
        </Button>
      )}
      <button
        type="button"
        aria-pressed={connection !== 'paused'}
        aria-label="Live updates"
        title={
          atTop
            ? `New rows appear by themselves; press to ${on ? 'pause' : 'go on'}`
            : 'Older rows: only their states change'
        }
        onClick={onToggle}
        className={cn(
          'inline-flex h-9 items-center gap-2 rounded-md border px-2.5 text-[13px] font-medium',
          trouble
            ? 'border-warn bg-warn-soft text-warn'
            : 'border-line-strong bg-raised text-muted hover:bg-hover hover:text-ink',
        )}
      >
        {trouble ? (
          <WifiOff className="size-3.5" aria-hidden />
        ) : (
          <span aria-hidden className={cn('size-2 rounded-full', on ? 'animate-pulse bg-ok' : 'bg-line-strong')} />
        )}
        <span role="status" className={cn(!trouble && 'max-lg:sr-only')}>
          {words}
        </span>
        {on ? <Pause className="size-3.5" aria-hidden /> : <Play className="size-3.5" aria-hidden />}
      </button>
    </div>
  );
}
