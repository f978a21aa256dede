'use client';

import { useState, useSyncExternalStore } from 'react';

/** A moment as a date field writes it, in the browser's zone. */
const toLocal = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

const never = () => () => {};

/**
 * A moment to choose in the viewer's own zone, sent in UTC. Before the scripts are there the field is in UTC and says so
 * by its value, which the address takes as well.
 */
export function MomentField({ name, at, className }: { name: string; at: Date | null; className: string }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (at ? (inBrowser ? toLocal(at) : at.toISOString().slice(0, 16)) : '');
  const moment = typed === null ? at : typed ? new Date(typed) : null;
  return (
    <>
      <input
        type="datetime-local"
        max="9999-12-31T23:59"
        name={inBrowser ? undefined : name}
        value={shown}
        onChange={(event) => setTyped(event.target.value)}
        className={className}
      />
      {inBrowser && moment && !Number.isNaN(moment.getTime()) && (
        <input type="hidden" name={name} value={moment.toISOString()} />
      )}
    </>
  );
}
